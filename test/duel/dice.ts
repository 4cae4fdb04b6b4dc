/** What is left to chance; `next` makes numbers from 0 to 1. */
export class Dice {
  readonly next: () => number;

  constructor(next: () => number) {
    this.next = next;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  below(most: number): number {
    return Math.floor(this.next() * most);
  }

  of<T>(among: readonly T[]): T {
    const one = among[this.below(among.length)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  }
}
