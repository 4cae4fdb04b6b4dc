import type { SendableChannels } from 'discord.js';
import { payload, posted } from './place.ts';

/** One message of a row, and what it says. */
type Shown = { id: string; content: string };

/** A row of messages in a channel that together show one text, whichever way that text changes. */
export class Row {
  #channel: SendableChannels;
  #shown: Shown[] = [];

  constructor(channel: SendableChannels) {
    this.#channel = channel;
  }

  /** Whether the row says just this. */
  says(contents: readonly string[]): boolean {
    return contents.length === this.#shown.length && contents.every((each, at) => each === this.#shown[at]?.content);
  }

  /**
   * Makes the row say this, one message each: rewrites what differs, adds what is missing, deletes what is too much.
   * Rejects with what Discord said; what was done until then stays done.
   */
  async show(contents: readonly string[]): Promise<void> {
    for (const [at, content] of contents.entries()) {
      const there = this.#shown[at];
      if (!there) this.#shown.push({ id: (await this.#channel.send(posted({ content }))).id, content });
      else if (there.content !== content) {
        await this.#channel.messages.edit(there.id, payload({ content }));
        there.content = content;
      }
    }
    for (let last = this.#shown.at(-1); last && this.#shown.length > contents.length; last = this.#shown.at(-1)) {
      await this.#channel.messages.delete(last.id);
      this.#shown.pop();
    }
  }
}
