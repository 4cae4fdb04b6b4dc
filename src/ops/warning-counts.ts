import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';
import type { Warning } from './operator-state.ts';

/** How many kinds of warnings are remembered. Those that were logged longest ago are forgotten. */
const MOST = 50;

/** An event of the log is a name that our code has; anything else isn't shown, whoever logs it. */
const EVENT = /^[a-z_]{1,40}\.[a-z_]{1,40}$/;

const RANKS = ['warn', 'error', 'fatal'] as const;

/** Counts the warnings and errors that are logged, by their events and without what they say. */
export class WarningCounts {
  readonly #clock: Pick<Clock, 'wall'>;
  readonly #counts = new BoundedMap<string, Warning>(MOST);

  constructor(clock: Pick<Clock, 'wall'>) {
    this.#clock = clock;
  }

  /** Something with these fields is logged at a level of pino's. */
  note(fields: unknown, level: number): void {
    const { event } = Object(fields);
    if (level < 40 || typeof event !== 'string' || !EVENT.test(event)) return;
    const before = this.#counts.get(event);
    const name = level >= 60 ? 'fatal' : level >= 50 ? 'error' : 'warn';
    const worst = before && RANKS.indexOf(before.level) > RANKS.indexOf(name) ? before.level : name;
    this.#counts.set(event, { event, level: worst, count: (before?.count ?? 0) + 1, at: this.#clock.wall() });
  }

  /** All of them, the newest first. */
  list(): Warning[] {
    return [...this.#counts.values()].reverse();
  }
}
