import { TEST_PATIENCE } from '../patience.ts';

/** How many are kept. The oldest of more are dropped, because a rehearsal may run for hours. */
const KEPT = 20_000;

/** Things that arrive one after another, and that a test can wait for. */
export class Arrivals<T> {
  /** Those that have arrived, in order. */
  readonly all: T[] = [];
  #kept: number;
  #dropped = 0;
  #waiting = new Set<() => void>();
  #over: string | undefined;

  constructor(kept = KEPT) {
    this.#kept = kept;
  }

  add(item: T): void {
    this.all.push(item);
    if (this.all.length > this.#kept) {
      this.all.shift();
      this.#dropped++;
    }
    for (const look of [...this.#waiting]) look();
  }

  /** Counts anew, as if nothing had arrived yet. */
  forget(): void {
    this.all.length = 0;
    this.#dropped = 0;
  }

  /** Nothing more will arrive, so waiting for it rejects with `why`, now and later. */
  end(why: string): void {
    this.#over = why;
    for (const look of [...this.#waiting]) look();
  }

  /** How many have ever arrived. */
  get count(): number {
    return this.#dropped + this.all.length;
  }

  /**
   * The n-th that ever arrived, counted from 0. Rejects after `TEST_PATIENCE`, or as soon as it can't come any more; the
   * error says `what` didn't come.
   */
  at(n: number, what: string): Promise<T> {
    return this.#until(() => this.all[n - this.#dropped], what);
  }

  /** The first that matches, whether it has arrived or is still to come. Rejects as `at` does. */
  first(matches: (item: T) => boolean, what: string): Promise<T> {
    return this.#until(() => this.all.find(matches), what);
  }

  #until(find: () => T | undefined, what: string): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const look = () => {
      try {
        const found = find();
        if (found !== undefined) resolve(found);
        else if (this.#over) reject(new Error(`${what} did not come: ${this.#over}`));
      } catch (error) {
        reject(error);
      }
    };
    const missed = () => reject(new Error(`${what} did not come within ${TEST_PATIENCE} ms; ${this.count} others did`));
    const timer = setTimeout(missed, TEST_PATIENCE).unref();
    this.#waiting.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(look);
    });
  }
}
