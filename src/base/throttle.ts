import { BoundedMap } from './bounded-map.ts';
import type { Clock } from './clock.ts';

/** How many keys are remembered. Beyond that, the oldest are forgotten, and the same may be said again. */
const MOST = 10_000;

/** Limits how often the same thing is said, so that nobody is told the same again and again. */
export class Throttle {
  readonly #clock: Clock;
  readonly #pause: number;
  /** When each key was last said, oldest first. */
  readonly #said = new BoundedMap<string, number>(MOST);

  /** `pause` is how long a key isn't said again, in milliseconds. */
  constructor(clock: Clock, pause: number) {
    this.#clock = clock;
    this.#pause = pause;
  }

  /** Whether this may be said now; it then counts as said. */
  may(key: string): boolean {
    this.#sweep();
    if (this.#said.has(key)) return false;
    this.#said.set(key, this.#clock.now());
    return true;
  }

  /** Whether it was said a short while ago. */
  has(key: string): boolean {
    this.#sweep();
    return this.#said.has(key);
  }

  #sweep(): void {
    const before = this.#clock.now() - this.#pause;
    for (const [key, at] of this.#said) {
      if (at > before) return;
      this.#said.delete(key);
    }
  }
}
