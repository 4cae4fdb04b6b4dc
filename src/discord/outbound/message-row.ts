import { isDeepStrictEqual } from 'node:util';
import type { SendableChannels } from 'discord.js';
import { type MessageContent, toCreatePayload, toEditPayload } from './reply-target.ts';

/** One message of a row, and what it shows. */
type ShownMessage = { id: string; sheet: MessageContent };

/** A row of messages in a channel that together show one text, however that text changes. */
export class MessageRow {
  #channel: SendableChannels;
  #shown: ShownMessage[] = [];
  #doing: 'next' | 'rewrite' = 'next';

  constructor(channel: SendableChannels) {
    this.#channel = channel;
  }

  /** What was requested last: a new message, or an edit. */
  get doing(): 'next' | 'rewrite' {
    return this.#doing;
  }

  /** Whether the row shows exactly this. */
  holds(sheets: readonly MessageContent[]): boolean {
    return sheets.length === this.#shown.length && sheets.every((each, at) => isSame(each, this.#shown[at]?.sheet));
  }

  /**
   * Makes the row show this, one message each: edits what differs, adds what is missing, deletes what is left over.
   * Rejects with Discord's error; what was done by then stays done.
   */
  async show(sheets: readonly MessageContent[]): Promise<void> {
    for (const [at, sheet] of sheets.entries()) {
      const there = this.#shown[at];
      this.#doing = there ? 'rewrite' : 'next';
      if (!there) this.#shown.push({ id: (await this.#channel.send(toCreatePayload(sheet))).id, sheet });
      else if (!isSame(there.sheet, sheet)) {
        await this.#channel.messages.edit(there.id, toEditPayload(sheet));
        there.sheet = sheet;
      }
    }
    for (let last = this.#shown.at(-1); last && this.#shown.length > sheets.length; last = this.#shown.at(-1)) {
      this.#doing = 'rewrite';
      await this.#channel.messages.delete(last.id);
      this.#shown.pop();
    }
  }

  /** Leaves the last message as it is; what it should show goes into a new one. */
  renew(): void {
    this.#shown.pop();
  }

  /** Reopens the archived thread. @throws Discord's error if it refuses. */
  async reopen(): Promise<void> {
    if (this.#channel.isThread()) await this.#channel.setArchived(false);
  }

  /** Adds a message after all others. @throws Discord's error. */
  async add(sheet: MessageContent): Promise<void> {
    await this.#channel.send(toCreatePayload(sheet));
  }
}

const isSame = (one: MessageContent, other: MessageContent | undefined): boolean => isDeepStrictEqual(one, other);
