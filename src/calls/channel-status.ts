import { type Clock, within } from '../base/clock.ts';
import { RetryDelay } from '../base/retry-delay.ts';
import { Timer } from '../base/timer.ts';
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
  /** `busy`: Discord is being asked. `closed`: nothing is set any more. */
  #state: 'idle' | 'busy' | 'closed' = 'idle';
  /** Tries again what Discord refused. */
  #again: Timer;
  #delay = new RetryDelay(RETRY);

  constructor(venue: Pick<Venue, 'status'>, clock: Clock) {
    this.#venue = venue;
    this.#clock = clock;
    this.#again = new Timer(clock);
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
    this.#again.stop();
    const isThere = text === undefined && before?.channelId !== channelId;
    if (!isThere) void this.#update();
  }

  /** Clears the status and sets no more. The bot must still be in the channel, because Discord requires that. */
  async leave(channelId: string): Promise<void> {
    this.close();
    await within(this.#clock, PATIENCE, this.#venue.status(channelId, undefined));
  }

  /** Sets nothing any more. */
  close(): void {
    this.#state = 'closed';
    this.#again.stop();
  }

  async #update(): Promise<void> {
    const line = this.#wanted;
    if (this.#state !== 'idle' || !line) return;
    this.#state = 'busy';
    const isShown = await this.#venue.status(line.channelId, line.text);
    if (this.#isClosed) return;
    this.#state = 'idle';
    if (isShown) this.#delay.reset();
    if (line !== this.#wanted) await this.#update();
    else if (!isShown) this.#again.set(this.#delay.next(), () => void this.#update());
  }

  get #isClosed(): boolean {
    return this.#state === 'closed';
  }
}
