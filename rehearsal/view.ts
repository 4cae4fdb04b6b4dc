import { flatten } from '../world/discord/component-limits.ts';
import type { Message } from '../world/discord/message.ts';
import { mayBeStopped } from './pending-answers.ts';
import { makeReadable } from './readable.ts';

/** Prints the bot's messages as they grow. Additions appear at once; a changed message is printed again. */
export class View {
  #write: (text: string) => void;
  #shown = new Map<string, string>();
  /** The message of the last line, as long as nothing else was printed after it. */
  #open: string | undefined;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Prints what has changed, while answers may still grow. */
  grow(messages: readonly Message[]): void {
    for (const message of messages)
      this.#bring(message, mayBeStopped(message) ? takeGrowing(message) : renderMessage(message));
  }

  /** Prints what has changed, and ends the line. */
  settle(messages: readonly Message[]): void {
    for (const message of messages) this.#bring(message, renderMessage(message));
    this.#end();
  }

  /** A line of its own. */
  line(text: string): void {
    this.#end();
    this.#write(`${text}\n`);
  }

  #bring(message: Message, body: string): void {
    const before = this.#shown.get(message.id);
    if (body === before || body === '' || before?.startsWith(body)) return;
    this.#shown.set(message.id, body);
    if (before !== undefined && this.#open === message.id && body.startsWith(before)) {
      this.#write(body.slice(before.length));
      return;
    }
    this.#end();
    const added = before && body.startsWith(before) ? body.slice(before.length).trim() : undefined;
    const change = added ? 'added' : before !== undefined && 'edited';
    const about = [change, message.ephemeral && 'only you see this'].filter(Boolean).join(', ');
    this.#write(`${message.author.name}${about && ` (${about})`}: ${added ?? body}`);
    this.#open = message.id;
  }

  #end(): void {
    if (this.#open !== undefined) this.#write('\n');
    this.#open = undefined;
  }
}

/** The buttons that stand under every answer. They can be pressed, but shown each time they'd only hide what is new. */
const USUAL = /^ask:(?:listen|again):/;

/** The text of a message, with its buttons and files in brackets. */
export const renderMessage = (message: Message): string => {
  const buttons = flatten(message.components).flatMap(({ label, custom_id: id = '' }) =>
    label && !USUAL.test(id) ? [`[${label}]`] : [],
  );
  const menus = flatten(message.components).flatMap(({ options = [] }) =>
    options.length > 0 ? [`(menu: ${options.map(({ label }) => label).join(', ')})`] : [],
  );
  const files = message.voice
    ? [`[voice message, ${message.voice.seconds.toFixed(1)} s]`]
    : message.files.map(({ name, content }) => `[file ${name}, ${content.length} bytes]`);
  return [textOf(message), menus.join('\n'), buttons.join(' '), files.join(' ')].filter(Boolean).join('\n');
};

/** After every edit the bot writes the end of a code block, which the next edit removes; the same goes for Stop. */
const takeGrowing = (message: Message): string => textOf(message).replace(/\n?```$/, '');

const textOf = (message: Message): string => {
  const { world } = message.channel;
  // Times are relative to when the message was written; otherwise every message would change all the time.
  const written = message.editedAt ?? message.createdAt;
  return makeReadable(message.text, written, {
    person: (id) => world.users.get(id)?.name,
    channel: (id) => world.channels.get(id)?.name,
  });
};
