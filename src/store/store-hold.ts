import type { Clock } from '../base/clock.ts';
import { markSource, removeSourceMark } from './copy-marks.ts';
import type { Database, Fence } from './database.ts';

/** Whoever copies a store holds this lease of it, and of the one that the copy is made in; and so does who seals it anew. */
const ID = 'store-copy';

/** How long a store is held without a renewal, and how often that's renewed, in milliseconds. */
const LIFETIME = 30_000;
const EVERY = 5_000;

/** Somebody else has taken the store, because this process stood still for too long. */
export class StoreHoldLostError extends Error {
  override name = 'StoreHoldLostError';
  constructor() {
    super('something else has taken the store meanwhile');
  }
}

/** `still`: no Parley starts on the store either. `target`: the mark of half a copy sees to that. */
type HoldKind = 'still' | 'target';

/** Keeps a store to one program that works on all of it. */
export class StoreHold {
  readonly database: Database;
  readonly fence: Fence;
  readonly #kind: HoldKind;
  readonly #clock: Clock;
  #renewed: number;

  private constructor(database: Database, fence: Fence, kind: HoldKind, clock: Clock) {
    this.database = database;
    this.fence = fence;
    this.#kind = kind;
    this.#clock = clock;
    this.#renewed = clock.now();
  }

  /** Nothing if another program has it, or had it until it was killed less than half a minute ago. */
  static async take(database: Database, kind: HoldKind, clock: Clock): Promise<StoreHold | undefined> {
    const fence = await database.take(ID, LIFETIME);
    if (fence === undefined) return undefined;
    const hold = new StoreHold(database, { id: ID, fence }, kind, clock);
    await hold.#mark();
    return hold;
  }

  /** Renews it if that's time. @throws {StoreHoldLostError} */
  async keep(): Promise<void> {
    if (this.#clock.now() - this.#renewed < EVERY) return;
    const renewed = await this.database.renew([this.fence], LIFETIME);
    if (renewed.length === 0) throw new StoreHoldLostError();
    await this.#mark();
    this.#renewed = this.#clock.now();
  }

  async release(): Promise<void> {
    if (this.#kind === 'still') await removeSourceMark(this.database, this.fence);
    await this.database.release([this.fence]);
  }

  async #mark(): Promise<void> {
    if (this.#kind === 'still') await markSource(this.database, LIFETIME);
  }
}
