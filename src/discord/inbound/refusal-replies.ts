import { type Message, PermissionFlagsBits, Routes } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { Throttle } from '../../base/throttle.ts';
import type { Languages, Say } from '../../text/languages.ts';
import type { Text } from '../../text/text.ts';
import { NO_MENTIONS } from '../gateway/allowed-mentions.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import type { MessageTarget } from '../outbound/message-target.ts';
import { PersonQueues } from './person-queue.ts';
import { makeRefusalButtons } from './refusal-buttons.ts';
import { readPlace } from './sender.ts';

/** A person reads the same sentence at most once in this time, in milliseconds. */
const MINUTE = 60_000;

/** The most sentences in one channel within a minute, to all people together. Answers would have to wait behind more. */
const MOST_IN_CHANNEL = 5;

/** A person gets at most one direct message about the same channel in this time, in milliseconds. */
const HOUR = 60 * MINUTE;

const NOT_NOW = '⏳';
const MUTE = '🔇';

/**
 * Tells people that their message isn't answered: in a sentence, or by a reaction if there were just enough sentences for
 * them or the channel, or not at all if even reactions are too many. So a flood costs its sender, and nobody else.
 */
export class RefusalReplies {
  readonly #languages: Languages;
  readonly #sentences: Throttle;
  readonly #inChannel: Throttle;
  readonly #letters: Throttle;
  readonly #logged: Throttle;
  readonly #reactions: PersonQueues;

  constructor(languages: Languages, clock: Clock) {
    this.#languages = languages;
    this.#sentences = new Throttle(clock, MINUTE);
    this.#inChannel = new Throttle(clock, MINUTE);
    this.#letters = new Throttle(clock, HOUR);
    this.#logged = new Throttle(clock, MINUTE);
    this.#reactions = new PersonQueues(clock);
  }

  /** Tells the writer of a message why it isn't answered. Never rejects. */
  async tell(message: Message, target: MessageTarget, text: Text, log: Logger): Promise<void> {
    if (!this.#mayWrite(message, text)) return void (await this.#react(message, NOT_NOW, log));
    try {
      const say = this.#say(message);
      await target.next({ content: say(text), buttons: makeRefusalButtons(text, say) });
    } catch (error) {
      log.warn({ event: 'refusal.not_shown', err: toLoggable(error) }, 'a sentence was refused');
      await this.mute(message, log);
    }
  }

  /** Tells the writer of a message that the bot can't post there: by a reaction, or else directly. Never rejects. */
  async mute(message: Message, log: Logger): Promise<void> {
    const { author, channelId } = message;
    if (this.#logged.may(channelId)) log.warn({ event: 'question.unanswerable' }, 'asked where the bot cannot write');
    if (await this.#react(message, MUTE, log)) return;
    if (!this.#letters.may(`${author.id}:${channelId}`)) return;
    const content = this.#say(message)({ code: 'mention.cannot-write', channel: channelId });
    await author
      .send({ content, allowedMentions: NO_MENTIONS })
      .catch((error) => log.warn({ event: 'question.untold', err: toLoggable(error) }, 'a person could not be told'));
  }

  #say(message: Message): Say {
    return this.#languages.in(readPlace(message), message.guild?.preferredLocale);
  }

  #mayWrite({ author, channelId }: Message, { code }: Text): boolean {
    if (!this.#sentences.may(`${author.id}:${code}`)) return false;
    const slots = Array.from({ length: MOST_IN_CHANNEL }, (_, slot) => `${channelId}:${slot}`);
    return slots.some((slot) => this.#inChannel.may(slot));
  }

  /** Resolves to whether the person sees a reaction, or so many already that one more makes no difference. */
  async #react(message: Message, emoji: string, log: Logger): Promise<boolean> {
    if (!mayReact(message)) return false;
    const route = Routes.channelMessageOwnReaction(message.channelId, message.id, encodeURIComponent(emoji));
    try {
      await this.#reactions.run(message.author.id, async () => void (await message.client.rest.put(route)));
      return true;
    } catch (error) {
      log.debug({ err: toLoggable(error) }, 'a reaction was refused');
      return false;
    }
  }
}

const { ViewChannel, ReadMessageHistory, AddReactions } = PermissionFlagsBits;

/** Nobody knows the channel any more once its shard is closed; then it's left to Discord. */
const mayReact = (message: Message): boolean => {
  const { client, guild } = message;
  const channel: Message['channel'] | null = message.channel;
  if (channel === null || channel.isDMBased()) return true;
  if (guild?.members.me?.isCommunicationDisabled()) return false;
  return channel.permissionsFor(client.user)?.has([ViewChannel, ReadMessageHistory, AddReactions]) ?? false;
};
