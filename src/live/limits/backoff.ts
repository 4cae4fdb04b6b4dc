import type { Clock } from '../../base/clock.ts';
import { SlidingWindow } from '../../base/sliding-window.ts';

/** A connection that stayed open for this long was a good one, and earlier failures are forgotten. In milliseconds. */
const HEALTHY = 30_000;

/** The first pause, and the longest, in milliseconds. Each failure doubles it. */
const SHORTEST = 500;
const LONGEST = 15_000;

/** After this many connections within a minute (in milliseconds) there's no reconnection, whatever the reason. */
const MOST = 5;
const MINUTE = 60_000;

/** When the next connection may be tried: after a pause in milliseconds, or not before a given time in milliseconds. */
export type NextAttempt = { is: 'after'; pause: number } | { is: 'full'; until: number };

/**
 * How soon one conversation may reconnect after its connection broke or could not be made. Only a connection that stays
 * open resets it, not one that merely opens: otherwise a server that accepts connections and drops them would be dialled
 * for ever.
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

  /** A connection ended after this many milliseconds, 0 if it was never made. */
  noteEnd(stood: number): void {
    this.#failures = stood >= HEALTHY ? 0 : this.#failures + 1;
  }

  /** Counts a connection that there's no objection to. */
  count(): void {
    this.#connections.add();
  }

  /** The last counted connection isn't opened after all. */
  discount(): void {
    this.#connections.remove();
  }

  /**
   * Counts a reconnection, if one is allowed. The pause is random, from nothing to its limit ("full jitter"), so that
   * conversations that broke together don't reconnect together.
   *
   * @param at `once` if the end was planned, so there's nothing to be spared
   */
  next(at: 'once' | 'leisure'): NextAttempt {
    const until = this.#connections.full(MOST);
    if (until !== undefined) return { is: 'full', until };
    this.#connections.add();
    const limit = Math.min(LONGEST, SHORTEST * 2 ** Math.max(0, this.#failures - 1));
    return { is: 'after', pause: at === 'once' && this.#failures < 2 ? 0 : Math.round(limit * this.#random()) };
  }
}
