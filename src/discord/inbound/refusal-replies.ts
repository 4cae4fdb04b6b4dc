import { type Message, PermissionFlagsBits, Routes } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { Throttle } from '../../base/throttle.ts';
import type { Languages } from '../../text/languages.ts';
import { NO_MENTIONS } from '../gateway/allowed-mentions.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import type { MessageTarget } from '../outbound/message-target.ts';
import { PersonQueues } from './person-queue.ts';

/** Nobody reads the same sentence twice within a minute. */
const MINUTE = 60_000;

/** Sentences to one channel within a minute, whoever they are for: an answer would have to wait behind more of them. */
const MOST_IN_CHANNEL = 5;

/** How often somebody is written to directly about the same channel, in milliseconds. */
const HOUR = 60 * MINUTE;

const NOT_NOW = '⏳';
const MUTE = '🔇';

/**
 * How people are told that a message of theirs is not answered: in a sentence, or by a reaction if they or the channel have
 * just read enough of those, or by nothing if even that is too much. So a flood costs who sends it, and nobody else.
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

  /** Tells the writer of a message why it is not answered. Never rejects. */
  async tell(message: Message, place: MessageTarget, content: string, log: Logger): Promise<void> {
    if (!this.#mayWrite(message, content)) return void (await this.#react(message, NOT_NOW, log));
    try {
      await place.next({ content });
    } catch (error) {
      log.warn({ event: 'refusal.not_shown', err: toLoggable(error) }, 'a sentence was refused');
      await this.mute(message, log);
    }
  }

  /** Tells the writer of a message that the bot cannot write there: by a reaction, or else directly. Never rejects. */
  async mute(message: Message, log: Logger): Promise<void> {
    const { author, channelId, guild } = message;
    if (this.#logged.may(channelId)) log.warn({ event: 'question.unanswerable' }, 'asked where the bot cannot write');
    if (await this.#react(message, MUTE, log)) return;
    if (!this.#letters.may(`${author.id}:${channelId}`)) return;
    const content = this.#languages.to(guild?.preferredLocale)({ code: 'mention.cannot-write', channel: channelId });
    await author
      .send({ content, allowedMentions: NO_MENTIONS })
      .catch((error) => log.warn({ event: 'question.untold', err: toLoggable(error) }, 'somebody could not be told'));
  }

  #mayWrite({ author, channelId }: Message, content: string): boolean {
    if (!this.#sentences.may(`${author.id}:${content}`)) return false;
    const slots = Array.from({ length: MOST_IN_CHANNEL }, (_, slot) => `${channelId}:${slot}`);
    return slots.some((slot) => this.#inChannel.may(slot));
  }

  /** Resolves with whether the person sees a reaction, or has caused so many that one more makes no difference. */
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

const mayReact = ({ channel, client, guild }: Message): boolean => {
  if (channel.isDMBased()) return true;
  if (guild?.members.me?.isCommunicationDisabled()) return false;
  return channel.permissionsFor(client.user)?.has([ViewChannel, ReadMessageHistory, AddReactions]) ?? false;
};
