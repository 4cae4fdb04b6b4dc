import { random } from '../../world/discord/voice/path.ts';

/** Numbers between which one is drawn. */
export type Range = readonly [least: number, most: number];

/** Draws of one story. */
export class Chance {
  #next: () => number;

  constructor(seed: number) {
    this.#next = random(seed);
  }

  /** True with this probability. */
  is(share: number): boolean {
    return this.#next() < share;
  }

  /** A whole number from `least` up to but not including `most`. */
  of([least, most]: Range): number {
    return Math.floor(least + this.#next() * (most - least));
  }

  one<T>(all: readonly [T, ...T[]]): T {
    return all[this.of([0, all.length])] ?? all[0];
  }

  shuffled<T>(all: readonly T[]): T[] {
    return all
      .map((one) => ({ one, key: this.#next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ one }) => one);
  }
}
