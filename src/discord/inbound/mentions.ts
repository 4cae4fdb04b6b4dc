import { type Message, PermissionFlagsBits } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { toText, UserError } from '../../base/errors.ts';
import { Throttle } from '../../base/throttle.ts';
import type { Person } from '../../conversation/people/person.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Languages, Say } from '../../text/languages.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { showAnswer } from '../outbound/answer-writer.ts';
import { MessageTarget } from '../outbound/message-target.ts';
import { type ClaimAccess, noteSlow, type ReplyPromises, toHomeAddress } from '../outbound/reply-promise.ts';
import type { ClaimQueue } from './claim-queue.ts';
import { hasMore, type MessageQuestion, readQuestion } from './message-question.ts';
import type { PendingQuestion, PendingQuestions } from './pending-questions.ts';
import { RefusalReplies } from './refusal-replies.ts';

/** The one thing that a mention asks of a conversation. Throws a {@link UserError} when nothing can be asked now. */
export type Askable = { ask(channel: string, question: { id?: string; person: Person; text: string }): Turn };

/** What answering messages needs. `mention` is a command as people can click on it. */
export type MentionsOptions = {
  conversations: Askable;
  ownership: Pick<ClaimAccess, 'holds'>;
  promises: ReplyPromises;
  entrance: ClaimQueue;
  waits: PendingQuestions;
  mention(command: string): string;
  languages: Languages;
  clock: Clock;
  log: Logger;
};

/** So long after it was written a message may still be edited into a question, in milliseconds by Discord's clock. */
const EDITABLE = 2 * 60_000;

/** How long somebody remembers how to be heard in a channel, in milliseconds. */
const HINTED = 60 * 60_000;

/** The messages that people write to the bot, by mentioning it, by replying to it, or directly. */
export class Mentions {
  readonly #options: MentionsOptions;
  readonly #refusals: RefusalReplies;
  readonly #hints: Throttle;
  /** The messages that were answered, for as long as they can be edited into a question once more. */
  readonly #asked: Throttle;

  constructor(options: MentionsOptions) {
    this.#options = options;
    this.#refusals = new RefusalReplies(options.clock);
    this.#hints = new Throttle(options.clock, HINTED);
    this.#asked = new Throttle(options.clock, 2 * EDITABLE);
  }

  /** Answers a message if it asks the bot something; nothing else is looked at. It never rejects. */
  async handleMessage(message: Message): Promise<void> {
    const { entrance, waits, log } = this.#options;
    const about = log.child({ message: message.id, channel: message.channelId });
    try {
      const heard = readQuestion(message);
      if (heard.is === 'nothing') return;
      const after = await waits.run(originOf(message), async (wait) => {
        if (await entrance.enter(message.author.id, toHomeAddress(message)))
          return this.#take(heard, message, wait, about);
        about.debug('another process answers this message');
        return undefined;
      });
      await after?.();
    } catch (error) {
      about.error({ event: 'question.not_asked', err: toLoggable(error) }, 'a message could not be answered');
    }
  }

  /**
   * A message was edited: one that waits is asked in its new words, or not at all if it asks nothing any more. One that
   * becomes a question shortly after it was written is answered like a new one, once. It never rejects.
   */
  async handleEdit(message: Message): Promise<void> {
    // Of a part of a message the words are as they were; and what a bot rewrites, this one most of all, is no question.
    if (message.partial || message.author.bot) return;
    try {
      const heard = readQuestion(message);
      const wait = this.#options.waits.of(message.id);
      if (wait) return heard.is === 'question' ? wait.reword(heard.text) : wait.drop();
      if (heard.is === 'question' && isFresh(message) && !this.#asked.has(message.id))
        await this.handleMessage(message);
    } catch (error) {
      this.#options.log.error(
        { event: 'edit.not_read', err: toLoggable(error), message: message.id },
        'an edited message could not be read',
      );
    }
  }

  /**
   * Asks what a message asks and shows the answer. Resolves with what is left to be told then: nobody waits for that, and
   * whoever reads it may edit the message.
   */
  async #take(
    heard: MessageQuestion,
    message: Message,
    wait: PendingQuestion,
    log: Logger,
  ): Promise<(() => Promise<void>) | undefined> {
    const place = placeFor(message, this.#options.clock, () => this.#refusals.mute(message, log));
    const text = wait.text ?? (heard.is === 'question' ? heard.text : undefined);
    if (wait.isGone) return undefined;
    if (text === undefined && heard.is === 'unread') return () => this.#hint(message, place, log);
    if (!place) return () => this.#refusals.mute(message, log);
    try {
      if (text === undefined) throw new UserError(this.#wordless(message));
      await this.#answer(text, message, place, wait, log);
      return undefined;
    } catch (error) {
      if (!(error instanceof UserError))
        log.error({ event: 'question.not_asked', err: toLoggable(error) }, 'a question could not be asked');
      return () => this.#refusals.tell(message, place, this.#say(message)(toText(error)), log);
    }
  }

  async #answer(
    text: string,
    message: Message,
    place: MessageTarget,
    wait: PendingQuestion,
    log: Logger,
  ): Promise<void> {
    const { conversations, ownership, promises, clock } = this.#options;
    const { id, channelId } = message;
    const address = toHomeAddress(message);
    const turn = conversations.ask(channelId, { id, person: asker(message), text });
    wait.hold(turn);
    const slow = noteSlow(promises, { id, address, clock });
    await showAnswer(turn, place, {
      mayTalk: () => ownership.holds(channelId),
      slow,
      say: this.#say(message),
      clock,
      log,
    });
    promises.settle(address.home, id);
    if (turn.end?.is !== 'yielded') this.#asked.may(id);
  }

  /** Says how to be heard, to somebody whose message is for the bot but cannot be read. */
  async #hint(message: Message, place: MessageTarget | undefined, log: Logger): Promise<void> {
    if (!place || !this.#hints.may(`${message.author.id}:${message.channelId}`)) return;
    const content = `I can't read that message: Discord only shows me messages that mention me. Please edit it to mention me, or use ${this.#options.mention('ask')}.`;
    await this.#refusals.tell(message, place, content, log);
  }

  /** Says sentences in the language of a message's readers. */
  #say({ guild }: Message): Say {
    return this.#options.languages.to(guild?.preferredLocale);
  }

  #wordless(message: Message): string {
    if (!message.inGuild()) return 'Yes? I can only read text. Please write your question.';
    if (hasMore(message))
      return `Yes? I can only read text, so I don't see what is in that message. Write your question in a message that mentions me, or use ${this.#options.mention('ask')}.`;
    return `Yes? I can only read a message that mentions me, not the ones around it. Write your question in the same message, or use ${this.#options.mention('ask')}.`;
  }
}

/** Whether a message was edited soon enough after it was written. */
const isFresh = ({ createdTimestamp, editedTimestamp }: Message): boolean =>
  editedTimestamp !== null && editedTimestamp - createdTimestamp <= EDITABLE;

const originOf = ({ id, channelId, channel, guildId }: Message) => ({
  message: id,
  within: [channelId, guildId, channel.isThread() ? channel.parentId : null],
});

const asker = ({ author, member }: Message): Person => ({
  id: author.id,
  name: member?.displayName ?? author.displayName,
});

/** Where to answer, and `mute` tells whoever asked if that is refused after all; nothing if the bot may not write there. */
const placeFor = (message: Message, clock: Clock, mute: () => Promise<void>): MessageTarget | undefined => {
  const { channel, client, guild, id } = message;
  if (!channel.isSendable()) return undefined;
  if (channel.isDMBased()) return new MessageTarget(channel, clock, { id, replyTo: id, mute });
  const rights = channel.permissionsFor(client.user);
  const right = channel.isThread() ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  if (!rights?.has(PermissionFlagsBits.ViewChannel) || !rights.has(right)) return undefined;
  if (guild?.members.me?.isCommunicationDisabled()) return undefined;
  // A reply needs the right to read what it replies to.
  const replyTo = rights.has(PermissionFlagsBits.ReadMessageHistory) ? id : undefined;
  return new MessageTarget(channel, clock, { id, replyTo, mute });
};
