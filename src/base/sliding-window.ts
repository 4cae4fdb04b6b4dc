import type { Clock } from './clock.ts';

/** Counts what happened within the last `ms` milliseconds. */
export class SlidingWindow {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #ms: number;
  /** When each one happened, oldest first, in milliseconds of the clock. */
  #times: number[] = [];

  constructor(clock: Pick<Clock, 'now'>, ms: number) {
    this.#clock = clock;
    this.#ms = ms;
  }

  /** How many there were in that time. */
  get count(): number {
    return this.#recent().length;
  }

  /** One happens now. */
  add(): void {
    this.#times = [...this.#recent(), this.#clock.now()];
  }

  /** Takes the newest one back. */
  remove(): void {
    this.#times.pop();
  }

  /** If there were `most` or more, when there will be fewer again, in milliseconds of the clock. */
  full(most: number): number | undefined {
    const oldest = this.#recent().at(-most);
    return oldest === undefined ? undefined : oldest + this.#ms;
  }

  #recent(): number[] {
    const now = this.#clock.now();
    return this.#times.filter((time) => now - time < this.#ms);
  }
}
