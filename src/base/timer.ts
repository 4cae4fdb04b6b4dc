import type { Clock } from './clock.ts';

/** Does something later, once. */
export class Timer {
  readonly #clock: Pick<Clock, 'sleep'>;
  #waiting: AbortController | undefined;

  constructor(clock: Pick<Clock, 'sleep'>) {
    this.#clock = clock;
  }

  /** Whether it's going to ring. */
  get isSet(): boolean {
    return this.#waiting !== undefined;
  }

  /** Rings after `ms` milliseconds. An earlier setting is cancelled. */
  set(ms: number, ring: () => void): void {
    this.stop();
    const waiting = new AbortController();
    this.#waiting = waiting;
    this.#clock.sleep(ms, waiting.signal).then(
      () => {
        // It may have been set again in the very moment in which it was due.
        if (this.#waiting !== waiting) return;
        this.#waiting = undefined;
        ring();
      },
      () => {},
    );
  }

  /** Cancels it. */
  stop(): void {
    this.#waiting?.abort('stopped');
    this.#waiting = undefined;
  }
}
