import type { Clock } from '../base/clock.ts';
import { markSource, removeHalfMark, removeSourceMark } from './copy-marks.ts';
import type { Database, Fence } from './database.ts';

/** Whoever copies a store holds this lease of it, and of the one that the copy is made in. */
const ID = 'store-copy';

/** How long both stores are held without a renewal, and how often that's renewed, in milliseconds. */
const LIFETIME = 30_000;
const EVERY = 5_000;

/** The two stores of a copy. */
export type CopyEnds = { from: Database; to: Database };

/** Somebody else has taken one of the stores, because this process stood still for too long. */
export class CopyHoldLostError extends Error {
  override name = 'CopyHoldLostError';
  constructor() {
    super('another copy has begun meanwhile');
  }
}

/** Keeps two stores to one copy: no other begins, and no Parley starts on them. */
export class CopyHold {
  readonly #ends: CopyEnds;
  readonly #fences: { from: Fence; to: Fence };
  readonly #clock: Clock;
  #renewed: number;

  private constructor(ends: CopyEnds, fences: { from: Fence; to: Fence }, clock: Clock) {
    this.#ends = ends;
    this.#fences = fences;
    this.#clock = clock;
    this.#renewed = clock.now();
  }

  /** Nothing if another copy has one of them, or had it until it was killed less than half a minute ago. */
  static async take(ends: CopyEnds, clock: Clock): Promise<CopyHold | undefined> {
    const from = await ends.from.take(ID, LIFETIME);
    if (from === undefined) return undefined;
    const to = await ends.to.take(ID, LIFETIME);
    if (to === undefined) {
      await ends.from.release([{ id: ID, fence: from }]);
      return undefined;
    }
    const hold = new CopyHold(ends, { from: { id: ID, fence: from }, to: { id: ID, fence: to } }, clock);
    await markSource(ends.from, LIFETIME);
    return hold;
  }

  /** Renews it if that's time. @throws {CopyHoldLostError} */
  async keep(): Promise<void> {
    if (this.#clock.now() - this.#renewed < EVERY) return;
    const { from, to } = this.#ends;
    const renewed = [
      ...(await from.renew([this.#fences.from], LIFETIME)),
      ...(await to.renew([this.#fences.to], LIFETIME)),
    ];
    if (renewed.length < 2) throw new CopyHoldLostError();
    await markSource(from, LIFETIME);
    this.#renewed = this.#clock.now();
  }

  /** The copy is complete, if nobody else has begun one into the same store since. @throws {CopyHoldLostError} */
  async complete(): Promise<void> {
    if (!(await removeHalfMark(this.#ends.to, this.#fences.to))) throw new CopyHoldLostError();
  }

  async release(): Promise<void> {
    const { from, to } = this.#ends;
    await removeSourceMark(from, this.#fences.from);
    await to.release([this.#fences.to]);
    await from.release([this.#fences.from]);
  }
}
