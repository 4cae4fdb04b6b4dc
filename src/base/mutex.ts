import { unlessAborted } from './clock.ts';

/** Lets work run once at a time, in the order in which it came. */
export class Mutex {
  /** Settles when the work that came last is done. */
  #last: Promise<unknown> = Promise.resolve();

  /**
   * What `work` resolves to. It begins when all work before it is done.
   *
   * @throws what the work throws; the signal's reason if it aborts while the work waits. Then the work never begins.
   */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#run(work, (before) => (signal ? unlessAborted(before, signal) : before));
  }

  /** Like {@link run}, but if `hurry` aborts while the work waits, it begins at once, beside the work before it. */
  runSoon<T>(work: () => Promise<T>, hurry: AbortSignal): Promise<T> {
    return this.#run(work, (before) => unlessAborted(before, hurry).catch(() => {}));
  }

  async #run<T>(work: () => Promise<T>, wait: (before: Promise<unknown>) => Promise<unknown>): Promise<T> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    // Its value is dropped, or the value of each would hold that of the one before it.
    this.#last = Promise.all([before, promise]).then(() => {});
    try {
      await wait(before);
      return await work();
    } finally {
      resolve();
    }
  }
}
