import type { Clock } from '../../base/clock.ts';

const MINUTE = 60_000;

/** Counts what happened within the last minute. */
export class LastMinute {
  readonly #clock: Pick<Clock, 'now'>;
  #times: number[] = [];

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** It happened now. */
  add(): void {
    const now = this.#clock.now();
    this.#times = [...this.#times.filter((time) => now - time < MINUTE), now];
  }

  /** The newest one did not happen after all. */
  remove(): void {
    this.#times.pop();
  }

  /** If it happened `most` times already: when it will be fewer again, in milliseconds of the clock. */
  full(most: number): number | undefined {
    const oldest = this.#times.at(-most);
    return oldest !== undefined && this.#clock.now() - oldest < MINUTE ? oldest + MINUTE : undefined;
  }
}
