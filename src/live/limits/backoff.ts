import type { Clock } from '../../base/clock.ts';
import { SlidingWindow } from '../../base/sliding-window.ts';

/** A connection that stood for so many milliseconds was a good one, and what came before it is forgiven. */
const HEALTHY = 30_000;

/** The first pause, and the longest, in milliseconds. Each failure doubles it. */
const SHORTEST = 500;
const LONGEST = 15_000;

/** After so many connections within a minute (in milliseconds) there is no reconnection, whatever the reason. */
const MOST = 5;
const MINUTE = 60_000;

/** When the next connection may be tried: after a pause in milliseconds, or not before a time in milliseconds. */
export type NextAttempt = { is: 'after'; pause: number } | { is: 'full'; until: number };

/**
 * How fast one conversation may connect again after its connection has broken or could not be made. It is reset by a
 * connection that stays, not by one that opens: a server that takes a connection and drops it would be asked for ever.
 */
export class Backoff {
  readonly #random: () => number;
  #failures = 0;
  /** Connections, for whatever reason. */
  readonly #connections: SlidingWindow;

  constructor(clock: Pick<Clock, 'now'>, random: () => number) {
    this.#connections = new SlidingWindow(clock, MINUTE);
    this.#random = random;
  }

  /** A connection ended after so many milliseconds, 0 if it was never made. */
  noteEnd(stood: number): void {
    this.#failures = stood >= HEALTHY ? 0 : this.#failures + 1;
  }

  /** Counts a connection that nothing speaks against. */
  count(): void {
    this.#connections.add();
  }

  /** The connection that was counted last is not opened after all. */
  discount(): void {
    this.#connections.remove();
  }

  /**
   * Counts a reconnection, if there may be one. The pause is by chance between nothing and its limit ("full jitter"), so
   * that conversations that broke together do not come back together.
   *
   * @param at `once` if there is nothing to be spared, because the end was planned
   */
  next(at: 'once' | 'leisure'): NextAttempt {
    const until = this.#connections.full(MOST);
    if (until !== undefined) return { is: 'full', until };
    this.#connections.add();
    const limit = Math.min(LONGEST, SHORTEST * 2 ** Math.max(0, this.#failures - 1));
    return { is: 'after', pause: at === 'once' && this.#failures < 2 ? 0 : Math.round(limit * this.#random()) };
  }
}
