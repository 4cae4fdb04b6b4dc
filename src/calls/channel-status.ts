import { type Clock, within } from '../base/clock.ts';
import type { LineCode, Venue } from './contract.ts';

/** How long leaving waits for Discord to take back the line, in milliseconds. */
const PATIENCE = 1_000;

/** How long to wait before what Discord did not take is tried again: doubled each time, in milliseconds. */
const AGAIN = { first: 1_000, last: 60_000 };

type Line = { channelId: string; text: LineCode | undefined };

/** The line under a voice channel's name. It holds the newest text, however often Discord does not take one. */
export class ChannelStatus {
  #venue: Pick<Venue, 'status'>;
  #clock: Clock;
  #wanted: Line | undefined;
  /** `busy`: it is seen to that what is wanted is there. `closed`: nothing is set any more. */
  #state: 'idle' | 'busy' | 'closed' = 'idle';
  #pause = new AbortController();

  constructor(venue: Pick<Venue, 'status'>, clock: Clock) {
    this.#venue = venue;
    this.#clock = clock;
  }

  /** Whether there is a text in a voice channel, or will be. */
  isIn(channelId: string): boolean {
    return this.#wanted?.channelId === channelId && this.#wanted.text !== undefined;
  }

  /** Sets the line of a voice channel; the one that had it before is given back. */
  set(channelId: string, text: LineCode | undefined): void {
    const before = this.#wanted;
    if (before?.channelId === channelId && before.text === text) return;
    if (before && before.channelId !== channelId && before.text !== undefined)
      void this.#venue.status(before.channelId, undefined);
    this.#wanted = { channelId, text };
    this.#pause.abort();
    const isThere = text === undefined && before?.channelId !== channelId;
    if (this.#state === 'idle' && !isThere) void this.#update();
  }

  /** Takes the line back and sets none any more; only somebody who is in the channel may do that. */
  async leave(channelId: string): Promise<void> {
    this.close();
    await within(this.#clock, PATIENCE, this.#venue.status(channelId, undefined));
  }

  /** Sets nothing any more. */
  close(): void {
    this.#state = 'closed';
    this.#pause.abort();
  }

  get #isClosed(): boolean {
    return this.#state === 'closed';
  }

  async #update(): Promise<void> {
    this.#state = 'busy';
    let pause = AGAIN.first;
    for (let shown: Line | undefined; shown !== this.#wanted && this.#wanted && !this.#isClosed; ) {
      const { channelId, text } = this.#wanted;
      const line = this.#wanted;
      if (await this.#venue.status(channelId, text)) shown = line;
      else if (line === this.#wanted) {
        this.#pause = new AbortController();
        await this.#clock.sleep(pause, this.#pause.signal).catch(() => {});
        pause = Math.min(pause * 2, AGAIN.last);
      }
    }
    if (!this.#isClosed) this.#state = 'idle';
  }
}
