import { type Clock, toWallTime } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { NextAttemptAdvice } from '../failures/consequences.ts';
import { Backoff } from './backoff.ts';
import type { ConnectPace } from './connect-pace.ts';

/** A close for quota so many milliseconds after the last rest is another one in a row. */
const FORGIVEN = 5 * 60_000;

/** After so many milliseconds without a failure there is nothing to be remembered. */
const FORGOTTEN = 60_000;

/** Whether and when one conversation may open a connection, after what became of its last ones. */
export class ReconnectAdmission {
  readonly #clock: Clock;
  readonly #pace: ConnectPace;
  readonly #backoff: Backoff;
  /** How the next connection is to be opened: the last one broke, and was to blame or not. */
  #again: 'once' | 'leisure' | undefined;
  /** Closes for quota in a row, and until when nobody is asked because of them. */
  #quota = { times: 0, until: 0 };
  #lastFailure = Number.NEGATIVE_INFINITY;

  /** @param random a number from 0 to 1, by chance */
  constructor(clock: Clock, pace: ConnectPace, random: () => number) {
    this.#clock = clock;
    this.#pace = pace;
    this.#backoff = new Backoff(clock, random);
  }

  /** When it makes sense to ask again, in milliseconds since the epoch, if that is known. */
  get until(): number | undefined {
    const { until } = this.#quota;
    return this.#clock.now() < until ? toWallTime(this.#clock, until) : undefined;
  }

  /** Until when its past matters, in milliseconds of the clock; a time that is over if it does not. */
  get matters(): number {
    return Math.max(this.#quota.until, this.#lastFailure + FORGOTTEN);
  }

  /**
   * Waits until a connection may be opened. A pause leaves half of the time until `due`, in milliseconds of the clock, for the
   * connection itself.
   *
   * @throws UserError when that is too far away to wait; the signal's reason when it is aborted
   */
  async enter(due: number, signal: AbortSignal): Promise<void> {
    if (this.until !== undefined) throw new UserError({ code: 'gemini.quota', at: this.until });
    await this.#pace.enter(signal);
    // Shortly after a failure every connection counts as a reconnection, for whatever reason it is opened.
    const isClean = this.#clock.now() - this.#lastFailure >= FORGOTTEN;
    if (!this.#again && isClean) {
      this.#backoff.count();
      return;
    }
    const next = this.#backoff.next(this.#again ?? 'once');
    if (next.is === 'full') throw new UserError({ code: 'gemini.often', at: toWallTime(this.#clock, next.until) });
    const full = this.#pace.reconnect();
    if (full) {
      this.#backoff.discount();
      throw new UserError({ code: 'gemini.often', at: toWallTime(this.#clock, full.until) });
    }
    const now = this.#clock.now();
    // It is counted from the failure: who asks later has spared Google already.
    const pause = Math.min(this.#lastFailure + next.pause - now, (due - now) / 2);
    if (pause <= 0) return;
    await this.#clock.sleep(pause, signal).catch((reason) => {
      this.#backoff.discount();
      this.#pace.discount();
      throw reason;
    });
  }

  /** A connection was opened. */
  noteOpening(): void {
    this.#again = undefined;
    this.#pace.stood();
  }

  /** Something that was said has got its answer. */
  noteAnswer(): void {
    this.#pace.noteAnswer();
  }

  /** A connection was left that still stood, because it was of no use. */
  noteUseless(): void {
    this.#again = 'once';
    this.#lastFailure = this.#clock.now();
  }

  /** Whether another connection of the process was refused, and no answer came since. */
  get doubted(): boolean {
    return this.#pace.doubted;
  }

  /** A connection ended that had stood for `age` milliseconds, or could not be made at all. */
  noteEnding({ pause, account }: NextAttemptAdvice, age: number): void {
    this.#lastFailure = this.#clock.now();
    this.#backoff.noteEnd(age);
    this.#again = pause ? 'leisure' : 'once';
    this.#pace.noteEnding(account);
    if (account === 'quota') {
      const times = this.#clock.now() < this.#quota.until + FORGIVEN ? this.#quota.times + 1 : 1;
      this.#quota = { times, until: this.#pace.quota(times) };
    }
  }
}
