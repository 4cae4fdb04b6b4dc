import type { Clock } from '../../src/base/clock.ts';

/** One direction of a slow network: passes things on in their order, each after a delay by the clock. */
export class Lag<T> {
  #clock: Clock;
  #ms: () => number;
  #deliver: (item: T) => void;
  #waiting: { item: T; due: number }[] = [];
  #carrying = false;

  /** `ms` is called for each thing, because the network may change. Without any lag, a thing is passed on at once. */
  constructor(clock: Clock, ms: () => number, deliver: (item: T) => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#deliver = deliver;
  }

  push(item: T) {
    const ms = this.#ms();
    if (ms <= 0 && this.#waiting.length === 0) return this.#deliver(item);
    this.#waiting.push({ item, due: this.#clock.now() + ms });
    if (!this.#carrying) void this.#carry();
  }

  /** Passes on at once what's on its way. */
  flush(): void {
    for (const { item } of this.#waiting.splice(0)) this.#deliver(item);
  }

  async #carry(): Promise<void> {
    this.#carrying = true;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const left = next.due - this.#clock.now();
      if (left > 0) {
        await this.#clock.sleep(left);
        continue;
      }
      this.#waiting.shift();
      this.#deliver(next.item);
    }
    this.#carrying = false;
  }
}
