import type { Channel } from '../world/discord/channel.ts';
import { flatten } from '../world/discord/component-limits.ts';
import type { Discord } from '../world/discord/discord.ts';
import type { Message } from '../world/discord/message.ts';
import type { Reply } from '../world/discord/reply.ts';
import { renderMessage, type View } from './view.ts';

/** How long it may take until all is there, in milliseconds. */
const DEADLINE = 60_000;

/** The world's own deadline comes later than ours, in milliseconds: what it says is for tests. */
const SPARE = 1_000;

/** Replies that are looked at; what only one member sees is in no channel. */
const MOST_REPLIES = 50;

/** A button that stands under a message of the bot. */
export type Button = { label: string; id: string; message: Message };

/** How long is watched, and what for. */
export type WatchOptions = {
  /** Whether all is there, given the messages that have changed. It may be asked at any time. */
  read(changed: Message[]): boolean;
  signal: AbortSignal;
  /** In milliseconds. */
  deadline?: number;
};

/** Watches the bot's messages, and shows what changes in them. */
export class AnswerWatch {
  readonly #discord: Discord;
  readonly #channel: Channel;
  readonly #view: View;
  readonly #died: Promise<never>;
  readonly #replies: Reply[] = [];
  /** What was shown last of each message. */
  #before = new Map<string, string>();

  constructor({
    discord,
    channel,
    view,
    died,
  }: { discord: Discord; channel: Channel; view: View; died: Promise<never> }) {
    this.#discord = discord;
    this.#channel = channel;
    this.#view = view;
    this.#died = died;
  }

  /** A reply to a member, of which nobody else may see anything. */
  keep(reply: Reply): void {
    this.#replies.push(reply);
    if (this.#replies.length > MOST_REPLIES) this.#replies.shift();
  }

  /** The buttons that can be pressed, those of the newest message first. */
  get buttons(): Button[] {
    return this.#messages()
      .toReversed()
      .flatMap((message) =>
        flatten(message.components).flatMap(({ label, custom_id: id, disabled }) =>
          label && id && !disabled ? [{ label, id, message }] : [],
        ),
      );
  }

  /** Shows what changed while nobody watched. */
  catchUp(): void {
    this.#view.settle(this.#changed());
    this.#remember();
  }

  /** Shows what changes, until all is there. @throws what `signal` says, BotDiedError, or an error that says it took too long. */
  async until({ read, signal, deadline = DEADLINE }: WatchOptions): Promise<void> {
    let over = false;
    const complete = () => {
      signal.throwIfAborted();
      if (over) return true;
      const changed = this.#changed();
      this.#view.grow(changed);
      return read(changed);
    };
    const late = Promise.withResolvers<never>();
    const tooLong = `Parley has not finished after ${deadline / 1_000} seconds.`;
    const timer = setTimeout(() => late.reject(new Error(tooLong)), deadline);
    try {
      const done = this.#discord.until(complete, { deadline: deadline + SPARE });
      await Promise.race([done, late.promise, this.#died, rejectOnAbort(signal)]);
    } finally {
      over = true;
      clearTimeout(timer);
      this.#discord.changes.happened();
      this.catchUp();
    }
  }

  /** The bot's messages, oldest first: those of the channel, and those that only one member sees. */
  #messages(): Message[] {
    const { bot } = this.#discord;
    const all = new Set([...this.#channel.messages, ...this.#replies.flatMap(({ messages }) => messages)]);
    return [...all]
      .filter(({ author, thinking }) => author.id === bot.id && !thinking)
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }

  #changed(): Message[] {
    return this.#messages().filter((message) => this.#before.get(message.id) !== renderMessage(message));
  }

  #remember(): void {
    this.#before = new Map(this.#messages().map((message) => [message.id, renderMessage(message)]));
  }
}

/** Rejects with the signal's reason when it aborts. */
const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
