import type { Clock } from './clock.ts';

/** Something that is done later, once. */
export class Timer {
  readonly #clock: Pick<Clock, 'sleep'>;
  #waiting: AbortController | undefined;

  constructor(clock: Pick<Clock, 'sleep'>) {
    this.#clock = clock;
  }

  /** Whether it is still to ring. */
  get isSet(): boolean {
    return this.#waiting !== undefined;
  }

  /** Rings after `ms` milliseconds. If it was set before, it does not ring for that any more. */
  set(ms: number, ring: () => void): void {
    this.stop();
    const waiting = new AbortController();
    this.#waiting = waiting;
    this.#clock.sleep(ms, waiting.signal).then(
      () => {
        // It may have been set anew in the very moment in which it was due.
        if (this.#waiting !== waiting) return;
        this.#waiting = undefined;
        ring();
      },
      () => {},
    );
  }

  /** Does not ring any more. */
  stop(): void {
    this.#waiting?.abort('stopped');
    this.#waiting = undefined;
  }
}
