import type { Clock } from '../../base/clock.ts';
import { SlidingWindow } from '../../base/sliding-window.ts';

/** If a connection stayed open for this many milliseconds, earlier failures are forgotten. */
const HEALTHY = 30_000;

/** The first pause, and the longest, in milliseconds. Each failure doubles it. */
const SHORTEST = 500;
const LONGEST = 15_000;

/** How many connections one conversation may open within a minute, for whatever reason, before it stops reconnecting. */
const MOST = 5;
const MINUTE = 60_000;

/** When to try the next connection: after a pause in milliseconds, or not before `until`, in milliseconds of the clock. */
type NextAttempt = { is: 'after'; pause: number } | { is: 'full'; until: number };

/**
 * How soon one conversation may reconnect after its connection broke or a dial failed. Only a connection that stays open
 * resets it. If opening were enough, a server that accepts connections and drops them would be dialled for ever.
 */
export class Backoff {
  readonly #random: () => number;
  #failures = 0;
  /** The connections of the last minute, for whatever reason they were opened. */
  readonly #connections: SlidingWindow;

  constructor(clock: Pick<Clock, 'now'>, random: () => number) {
    this.#connections = new SlidingWindow(clock, MINUTE);
    this.#random = random;
  }

  /** A connection ended after this many milliseconds, or a dial failed, which counts as 0. */
  noteEnd(stood: number): void {
    this.#failures = stood >= HEALTHY ? 0 : this.#failures + 1;
  }

  /** Counts a connection that isn't a reconnection, so it needs no pause. */
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
   * @param at `once` if the connection's end was planned, so a first try needs no pause
   */
  next(at: 'once' | 'leisure'): NextAttempt {
    const until = this.#connections.full(MOST);
    if (until !== undefined) return { is: 'full', until };
    this.#connections.add();
    const limit = Math.min(LONGEST, SHORTEST * 2 ** Math.max(0, this.#failures - 1));
    return { is: 'after', pause: at === 'once' && this.#failures < 2 ? 0 : Math.round(limit * this.#random()) };
  }
}
