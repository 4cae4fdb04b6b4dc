import { type Clock, toWallTime } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { NextAttemptAdvice } from '../failures/consequences.ts';
import { Backoff } from './backoff.ts';
import type { ConnectPace } from './connect-pace.ts';

/** If the next close for quota comes within this many milliseconds of the last rest, it counts as one in a row. */
const FORGIVEN = 5 * 60_000;

/** After this many milliseconds without a failure, earlier ones no longer matter. */
const FORGOTTEN = 60_000;

/** Whether and when one conversation may open a connection, which depends on how its last ones ended. */
export class ReconnectAdmission {
  readonly #clock: Clock;
  readonly #pace: ConnectPace;
  readonly #backoff: Backoff;
  /** Whether the next connection may be opened at `once` or after a pause, if the last one broke. */
  #again: 'once' | 'leisure' | undefined;
  /** How many closes for quota came in a row, and until when the conversation rests because of them. */
  #quota = { times: 0, until: 0 };
  #lastFailure = Number.NEGATIVE_INFINITY;

  /** @param random a number from 0 to 1, by chance */
  constructor(clock: Clock, pace: ConnectPace, random: () => number) {
    this.#clock = clock;
    this.#pace = pace;
    this.#backoff = new Backoff(clock, random);
  }

  /** When it makes sense to ask again, in milliseconds since the epoch, if that's known. */
  get until(): number | undefined {
    const { until } = this.#quota;
    return this.#clock.now() < until ? toWallTime(this.#clock, until) : undefined;
  }

  /** Until when earlier failures matter, in milliseconds of the clock. If none does, that time has passed. */
  get mattersUntil(): number {
    return Math.max(this.#quota.until, this.#lastFailure + FORGOTTEN);
  }

  /**
   * Waits until a connection may be opened. A pause takes at most half of the time until `due`, in milliseconds of the
   * clock, so that the rest is left for the connection itself.
   *
   * @throws UserError if that's too far off to wait for; the signal's reason if it aborts
   */
  async enter(due: number, signal: AbortSignal): Promise<void> {
    if (this.until !== undefined) throw new UserError({ code: 'gemini.quota', at: this.until });
    await this.#pace.enter(signal);
    // Shortly after a failure every connection counts as a reconnection, whatever it's opened for.
    const isClean = this.#clock.now() - this.#lastFailure >= FORGOTTEN;
    if (!this.#again && isClean) {
      this.#backoff.count();
      return;
    }
    const next = this.#backoff.next(this.#again ?? 'once');
    if (next.is === 'full') throw new UserError({ code: 'gemini.often', at: toWallTime(this.#clock, next.until) });
    const full = this.#pace.countReconnection();
    if (full) {
      this.#backoff.discount();
      throw new UserError({ code: 'gemini.often', at: toWallTime(this.#clock, full.until) });
    }
    const now = this.#clock.now();
    // The pause counts from the failure: by asking later, people have waited part of it already.
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
    this.#pace.noteOpening();
  }

  /** A question was answered. */
  noteAnswer(): void {
    this.#pace.noteAnswer();
  }

  /** A connection was given up although it's open, because it was of no use. */
  noteUseless(): void {
    this.#again = 'once';
    this.#lastFailure = this.#clock.now();
  }

  /** Whether a connection of this process was refused, and no answer has come since. */
  get doubted(): boolean {
    return this.#pace.doubted;
  }

  /** A connection ended after `age` milliseconds, or a dial failed. */
  noteEnding({ pause, account }: NextAttemptAdvice, age: number): void {
    this.#lastFailure = this.#clock.now();
    this.#backoff.noteEnd(age);
    this.#again = pause ? 'leisure' : 'once';
    this.#pace.noteEnding(account);
    if (account === 'quota') {
      const times = this.#clock.now() < this.#quota.until + FORGIVEN ? this.#quota.times + 1 : 1;
      this.#quota = { times, until: this.#pace.noteQuota(times) };
    }
  }
}
