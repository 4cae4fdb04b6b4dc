import { isDeepStrictEqual } from 'node:util';
import type { SendableChannels } from 'discord.js';
import { payload, posted, type Sheet } from './place.ts';

/** One message of a row, and what it holds. */
type Shown = { id: string; sheet: Sheet };

/** A row of messages in a channel that together show one text, whichever way that text changes. */
export class Row {
  #channel: SendableChannels;
  #shown: Shown[] = [];

  constructor(channel: SendableChannels) {
    this.#channel = channel;
  }

  /** Whether the row holds just this. */
  holds(sheets: readonly Sheet[]): boolean {
    return sheets.length === this.#shown.length && sheets.every((each, at) => isSame(each, this.#shown[at]?.sheet));
  }

  /**
   * Makes the row hold this, one message each: rewrites what differs, adds what is missing, deletes what is too much.
   * Rejects with what Discord said; what was done until then stays done.
   */
  async show(sheets: readonly Sheet[]): Promise<void> {
    for (const [at, sheet] of sheets.entries()) {
      const there = this.#shown[at];
      if (!there) this.#shown.push({ id: (await this.#channel.send(posted(sheet))).id, sheet });
      else if (!isSame(there.sheet, sheet)) {
        await this.#channel.messages.edit(there.id, payload(sheet));
        there.sheet = sheet;
      }
    }
    for (let last = this.#shown.at(-1); last && this.#shown.length > sheets.length; last = this.#shown.at(-1)) {
      await this.#channel.messages.delete(last.id);
      this.#shown.pop();
    }
  }
}

const isSame = (one: Sheet, other: Sheet | undefined): boolean => isDeepStrictEqual(one, other);
