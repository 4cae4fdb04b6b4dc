import { systemClock, unlessAborted, within } from '../src/base/clock.ts';
import type { Channel } from '../world/discord/channel.ts';
import { flatten } from '../world/discord/component-limits.ts';
import type { Discord } from '../world/discord/discord.ts';
import type { Message } from '../world/discord/message.ts';
import type { Reply } from '../world/discord/reply.ts';
import { renderMessage, type View } from './view.ts';

/** How long to wait until everything is there, in milliseconds. */
const DEADLINE = 60_000;

/** How much later the world's own deadline is, in milliseconds, because its message is meant for tests. */
const SPARE = 1_000;

/** How many replies are watched. What only one member can see is in no channel. */
const MOST_REPLIES = 50;

/** A button under a message of the bot. */
export type Button = { label: string; id: string; message: Message };

/** How long to watch, and for what. */
export type WatchOptions = {
  /** Whether everything is there, given the messages that have changed. It may be called at any time. */
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
  /** Aborts when the bot exits by itself. */
  readonly #died = new AbortController();
  readonly #replies: Reply[] = [];
  /** What was last shown of each message. */
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
    died.catch((error) => this.#died.abort(error));
  }

  /** Watches a reply that only one member can see. */
  keep(reply: Reply): void {
    this.#replies.push(reply);
    if (this.#replies.length > MOST_REPLIES) this.#replies.shift();
  }

  /** The button of this label on the newest message that has it. @throws an error that says which there are. */
  findButton(label: string): Button {
    const buttons = this.#buttons();
    const found = buttons.find((one) => toTypedForm(one.label) === toTypedForm(label));
    if (found) return found;
    const there = [...new Set(buttons.map((one) => `[${one.label}]`))].join(' ');
    throw new Error(`There’s no [${label}] button here${there ? `, only ${there}` : ''}.`);
  }

  /** The option of this label in the newest menu that has it. @throws an error that says which there are. */
  findOption(label: string): { message: Message; id: string; value: string } {
    const options = this.#messages()
      .toReversed()
      .flatMap((message) =>
        flatten(message.components).flatMap(({ custom_id: id = '', options: all = [] }) =>
          all.map((option) => ({ ...option, message, id })),
        ),
      );
    const found = options.find((one) => toTypedForm(one.label) === toTypedForm(label));
    if (found) return found;
    const there = [...new Set(options.map((one) => one.label))].join(', ');
    throw new Error(`There’s no “${label}” to pick here${there ? `, only ${there}` : ''}.`);
  }

  /** The buttons that can be pressed, the newest message's first. */
  #buttons(): Button[] {
    return this.#messages()
      .toReversed()
      .flatMap((message) =>
        flatten(message.components).flatMap(({ label, custom_id: id, disabled }) =>
          label && id && !disabled ? [{ label, id, message }] : [],
        ),
      );
  }

  /** Shows what changed since the last watch. */
  catchUp(): void {
    this.#view.settle(this.#changed());
    this.#remember();
  }

  /**
   * Shows what changes, until everything is there. @throws the reason of `signal`, BotDiedError, or an error that says
   * it took too long.
   */
  async until({ read, signal, deadline = DEADLINE }: WatchOptions): Promise<void> {
    let isOver = false;
    const complete = () => {
      signal.throwIfAborted();
      if (isOver) return true;
      const changed = this.#changed();
      this.#view.grow(changed);
      return read(changed);
    };
    const over = AbortSignal.any([signal, this.#died.signal]);
    try {
      const done = unlessAborted(this.#discord.until(complete, { deadline: deadline + SPARE }), over);
      if ((await within(systemClock, deadline, done)) === 'late')
        throw new Error(`Parley has not finished after ${deadline / 1_000} seconds.`);
    } finally {
      isOver = true;
      this.#discord.changes.happened();
      this.catchUp();
    }
  }

  /** The bot's messages, oldest first: those in the channel, those written to somebody directly, and those that only one member can see. */
  #messages(): Message[] {
    const { bot, channels } = this.#discord;
    const direct = [...channels.values()].filter(({ recipient }) => recipient);
    const all = new Set([
      ...[this.#channel, ...direct].flatMap(({ messages }) => messages),
      ...this.#replies.flatMap(({ messages }) => messages),
    ]);
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

/** A label as people type it: in any case, and with the quotation marks that are on a keyboard. */
const toTypedForm = (label: string): string =>
  label.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/–/g, '-');
