import type { Clock } from '../../src/base/clock.ts';

/**
 * What people wait for before they speak: that a connection is announced to end or is gone, or that the client closes it
 * because nobody says anything.
 */
export type Moment = 'rotation' | 'leave';

/** Whoever waits for a moment speaks after so many milliseconds without one. */
const LONGEST: Record<Moment, number> = { rotation: 15 * 60_000, leave: 2 * 60 * 60_000 };

/** Those who wait for a moment. */
export class Moments {
  readonly #clock: Clock;
  /** When nobody waits any longer, in milliseconds by the clock. */
  readonly #end: number;
  readonly #failed: (error: unknown) => void;
  readonly #waiting: Record<Moment, Set<() => void>> = { rotation: new Set(), leave: new Set() };

  constructor(clock: Clock, end: number, failed: (error: unknown) => void) {
    this.#clock = clock;
    this.#end = end;
    this.#failed = failed;
  }

  /** Runs `then` so many milliseconds after the next such moment. */
  after(moment: Moment, ms: number, then: () => void): void {
    const waiting = this.#waiting[moment];
    const enough = new AbortController();
    const go = () => {
      if (!waiting.delete(go)) return;
      enough.abort();
      this.#clock.sleep(ms).then(then).catch(this.#failed);
    };
    waiting.add(go);
    const longest = Math.min(LONGEST[moment], this.#end - this.#clock.now());
    this.#clock.sleep(longest, enough.signal).then(go, () => {});
  }

  /** It is there. */
  come(moment: Moment): void {
    for (const go of [...this.#waiting[moment]]) go();
  }
}
