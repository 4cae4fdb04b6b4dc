import { type Clock, within } from '../base/clock.ts';
import { RetryDelay } from '../base/retry-delay.ts';
import type { LineCode, Venue } from './contract.ts';

/** How long a call that leaves waits for Discord to clear the status, in milliseconds. */
const PATIENCE = 1_000;

/** How long to wait before a status that Discord refused is tried again: doubled each time, in milliseconds. */
const RETRY = { first: 1_000, last: 60_000 };

type Line = { channelId: string; text: LineCode | undefined };

/** The line under a voice channel's name. It keeps trying until Discord shows the newest text. */
export class ChannelStatus {
  #venue: Pick<Venue, 'status'>;
  #clock: Clock;
  #wanted: Line | undefined;
  /** `busy`: {@link #update} is running. `closed`: nothing is set any more. */
  #state: 'idle' | 'busy' | 'closed' = 'idle';
  #pause = new AbortController();

  constructor(venue: Pick<Venue, 'status'>, clock: Clock) {
    this.#venue = venue;
    this.#clock = clock;
  }

  /** Whether a voice channel has a status from us, or is about to. */
  isIn(channelId: string): boolean {
    return this.#wanted?.channelId === channelId && this.#wanted.text !== undefined;
  }

  /** Sets the status of a voice channel. If another channel had one from us, that one is cleared. */
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

  /** Clears the status and sets no more. The bot must still be in the channel, because Discord requires that. */
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
    const delay = new RetryDelay(RETRY);
    for (let shown: Line | undefined; shown !== this.#wanted && this.#wanted && !this.#isClosed; ) {
      const { channelId, text } = this.#wanted;
      const line = this.#wanted;
      if (await this.#venue.status(channelId, text)) shown = line;
      else if (line === this.#wanted) {
        this.#pause = new AbortController();
        await this.#clock.sleep(delay.next(), this.#pause.signal).catch(() => {});
      }
    }
    if (!this.#isClosed) this.#state = 'idle';
  }
}
