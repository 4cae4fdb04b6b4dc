import { type Message, PermissionFlagsBits } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { toText, UserError } from '../../base/errors.ts';
import type { Inbound } from '../../base/inbound.ts';
import { findHome, type Place } from '../../base/place.ts';
import { Throttle } from '../../base/throttle.ts';
import type { QuestionInput } from '../../conversation/turns/question.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Languages, Say } from '../../text/languages.ts';
import type { Text } from '../../text/text.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { canWrite } from '../gateway/writable-channel.ts';
import { type KeptSounds, showAnswer } from '../outbound/answer-writer.ts';
import { MessageTarget } from '../outbound/message-target.ts';
import { type ClaimAccess, noteSlow, type ReplyPromises } from '../outbound/reply-promise.ts';
import { type FileReader, makeReadFiles } from './file-reader.ts';
import { type MessageQuestion, readQuestion } from './message-question.ts';
import type { PendingQuestion, PendingQuestions } from './pending-questions.ts';
import { dispatch, type InboundTask, type Pipeline } from './pipeline.ts';
import { type Material, NOTHING } from './quoted-message.ts';
import { RefusalReplies } from './refusal-replies.ts';
import { readAuthor, readPlace } from './sender.ts';

/** The one thing that messages need of conversations. `ask` throws a {@link UserError} if nothing can be asked now. */
export type Askable = {
  ask(place: Place, question: QuestionInput, ready: Promise<unknown>): Turn;
};

/** What answering messages needs. `mention` makes a command that people can click on. */
export type MessageMeans = {
  conversations: Askable;
  claims: Pick<ClaimAccess, 'holds'>;
  reader: FileReader;
  promises: ReplyPromises;
  pipeline: Pipeline;
  waits: PendingQuestions;
  sounds: KeptSounds;
  mention(command: string): string;
  languages: Languages;
  clock: Clock;
  log: Logger;
};

/** For this long after it was written, a message can be edited into a question, in milliseconds by Discord's clock. */
const EDITABLE = 2 * 60_000;

/** A person is told at most once in this time how to be read in a channel, in milliseconds. */
const HINTED = 60 * 60_000;

/** What a message asks, with what came with it. */
type MessageWords = { text: string } & Material;

/** A message being handled: what it asks, and where it's answered if the bot is allowed to post there. */
type MessageVisit = {
  message: Message;
  heard: MessageQuestion;
  wait: PendingQuestion;
  target: MessageTarget | undefined;
  log: Logger;
};

/** Answers the messages that mention the bot, reply to it, or are written to it directly. */
export class Messages {
  readonly #options: MessageMeans;
  readonly #refusals: RefusalReplies;
  readonly #hints: Throttle;
  /** The messages that were answered, for as long as an edit could make them a question again. */
  readonly #asked: Throttle;

  constructor(options: MessageMeans) {
    this.#options = options;
    this.#refusals = new RefusalReplies(options.languages, options.clock);
    this.#hints = new Throttle(options.clock, HINTED);
    this.#asked = new Throttle(options.clock, 2 * EDITABLE);
  }

  /** Handles a message if it asks the bot something, and ignores all others. Never rejects. */
  async handleMessage(message: Message): Promise<void> {
    const { pipeline, waits, clock } = this.#options;
    const log = this.#options.log.child({ message: message.id, channel: message.channelId });
    try {
      const heard = readQuestion(message);
      if (heard.is === 'nothing') return;
      const place = readPlace(message);
      const { channel, server = null, parent = null } = place;
      using wait = waits.begin({ message: message.id, within: [channel, server, parent] });
      const target = findTarget(message, clock, () => this.#refusals.mute(message, log));
      const visit = { message, heard, wait, target, log };
      const task: InboundTask = {
        inbound: { place, person: readAuthor(message), asks: true, is: 'message' },
        // Typing begins once the question is asked.
        acknowledge: async () => {},
        run: (ready) => this.#run(visit, task.inbound, ready),
        tell: (error) => this.#tell(visit, toText(error)),
      };
      await dispatch(task, pipeline, log);
    } catch (error) {
      log.error({ event: 'question.not_asked', err: toLoggable(error) }, 'a message could not be answered');
    }
  }

  /**
   * Handles an edited message: one that waits is asked in its new words, or dropped if it asks nothing any more. One that
   * becomes a question shortly after it was written is answered like a new one, but only once. Never rejects.
   */
  async handleEdit(message: Message): Promise<void> {
    // A partial message has no new words. What a bot edits, as this one does all the time, isn't a question.
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

  /** Asks at once, so that the question keeps its place in the order of arrival, and shows the answer. */
  #run(visit: MessageVisit, inbound: Inbound, ready: Promise<unknown>): Promise<void> {
    const { heard, wait, target } = visit;
    if (wait.isGone) return Promise.resolve();
    const asked = toAsked(heard, wait.text);
    if (asked && target) return this.#answer(asked, target, visit, inbound, ready);
    return ready.then(async () => {
      if (!asked && heard.is === 'blank' && target)
        throw new UserError({ code: 'mention.empty', ask: this.#options.mention('ask') });
      if (!asked && heard.is === 'unread') await this.#hint(visit, heard.isVoice);
      else await this.#mute(visit);
    });
  }

  #answer(
    { text, quotes, files }: MessageWords,
    target: MessageTarget,
    { message, wait, log }: MessageVisit,
    { place, person }: Inbound,
    ready: Promise<unknown>,
  ): Promise<void> {
    const { conversations, reader, claims, promises, clock, sounds } = this.#options;
    const { id } = message;
    const readFiles = makeReadFiles(reader, files);
    const turn = conversations.ask(place, { id, person, text, quotes, readFiles }, ready);
    if (quotes.some(({ is, isHidden }) => is === 'reply' && isHidden))
      turn.remarks.add({ code: 'mention.hidden-reply' });
    wait.hold(turn);
    const slow = noteSlow(promises, { id, place, clock });
    return ready.then(async () => {
      await showAnswer(turn, target, {
        mayTalk: () => claims.holds(place.channel),
        slow,
        isKept: () => sounds.isKept(place.channel, turn),
        say: this.#say(message),
        clock,
        log,
      });
      promises.settle(findHome(place), id);
      if (turn.end?.is !== 'yielded') this.#asked.may(id);
    });
  }

  /** Tells a person whose message is for the bot, but can't be read or heard, what to do about it. */
  async #hint(visit: MessageVisit, isVoice: boolean): Promise<void> {
    const { message, target } = visit;
    const hint: Text = isVoice
      ? { code: 'mention.unread-voice' }
      : { code: 'mention.unread', ask: this.#options.mention('ask') };
    if (target && this.#hints.may(`${message.author.id}:${message.channelId}:${hint.code}`))
      await this.#tell(visit, hint);
  }

  /** Tells the author why there's no answer. Their question ends first, because they may edit the message. Never rejects. */
  async #tell({ message, wait, target, log }: MessageVisit, text: Text): Promise<void> {
    wait.end();
    if (target) await this.#refusals.tell(message, target, text, log);
    else await this.#refusals.mute(message, log);
  }

  async #mute({ message, wait, log }: MessageVisit): Promise<void> {
    wait.end();
    await this.#refusals.mute(message, log);
  }

  /** Speaks the language of the people who read a message. */
  #say({ guild }: Message): Say {
    return this.#options.languages.to(guild?.preferredLocale);
  }
}

/** The question that a message asks, in the newest words. An edit may have made words of a message that had none. */
const toAsked = (heard: MessageQuestion, text: string | undefined): MessageWords | undefined => {
  if (heard.is === 'question') return { ...heard, text: text ?? heard.text };
  return text === undefined ? undefined : { ...NOTHING, text };
};

/** Whether a message was edited soon after it was written. */
const isFresh = ({ createdTimestamp, editedTimestamp }: Message): boolean =>
  editedTimestamp !== null && editedTimestamp - createdTimestamp <= EDITABLE;

/** Where to answer; nothing if the bot isn't allowed to post there. `mute` tells the author if Discord refuses after all. */
const findTarget = (message: Message, clock: Clock, mute: () => Promise<void>): MessageTarget | undefined => {
  const { channel, client, guild, id } = message;
  if (!channel.isSendable()) return undefined;
  if (channel.isDMBased()) return new MessageTarget(channel, clock, { id, replyTo: id, mute });
  const rights = channel.permissionsFor(client.user);
  if (!rights || !canWrite(rights, channel)) return undefined;
  if (guild?.members.me?.isCommunicationDisabled()) return undefined;
  // A reply needs permission to read the message that it replies to.
  const replyTo = rights.has(PermissionFlagsBits.ReadMessageHistory) ? id : undefined;
  return new MessageTarget(channel, clock, { id, replyTo, mute });
};
