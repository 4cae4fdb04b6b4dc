import type { Clock } from '../base/clock.ts';
import { removeHalfMark } from './copy-marks.ts';
import type { Database } from './database.ts';
import { StoreHold, StoreHoldLostError } from './store-hold.ts';

/** The two stores of a copy. */
export type CopyEnds = { from: Database; to: Database };

/** Keeps two stores to one copy: no other begins, and no Parley starts on them. */
export class CopyHold {
  readonly #from: StoreHold;
  readonly #to: StoreHold;

  private constructor(from: StoreHold, to: StoreHold) {
    this.#from = from;
    this.#to = to;
  }

  /** Nothing if another copy has one of them, or had it until it was killed less than half a minute ago. */
  static async take(ends: CopyEnds, clock: Clock): Promise<CopyHold | undefined> {
    const from = await StoreHold.take(ends.from, 'still', clock);
    if (!from) return undefined;
    try {
      const to = await StoreHold.take(ends.to, 'target', clock);
      if (to) return new CopyHold(from, to);
    } catch (error) {
      // Otherwise no Parley could start there for half a minute, although nothing is copied.
      await from.release().catch(() => {});
      throw error;
    }
    await from.release();
    return undefined;
  }

  /** Renews it if that's time. @throws {StoreHoldLostError} */
  async keep(): Promise<void> {
    await this.#from.keep();
    await this.#to.keep();
  }

  /** The copy is complete, if nobody else has begun one into the same store since. @throws {StoreHoldLostError} */
  async complete(): Promise<void> {
    const { database, fence } = this.#to;
    if (!(await removeHalfMark(database, fence))) throw new StoreHoldLostError();
  }

  async release(): Promise<void> {
    await Promise.all([this.#from.release(), this.#to.release()]);
  }
}
