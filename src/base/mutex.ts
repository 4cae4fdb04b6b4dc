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
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    // Its value is dropped, or the value of each would hold that of the one before it.
    this.#last = Promise.all([before, promise]).then(() => {});
    try {
      await unlessAborted(before, signal);
      return await work();
    } finally {
      resolve();
    }
  }
}
