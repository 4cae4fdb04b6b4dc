import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';
import { Mutex } from '../base/mutex.ts';
import type { MeterChange, MeterTable } from '../store/database.ts';
import type { CapMeter } from './caps.ts';
import { Float } from './float.ts';
import { NearCaps } from './near-caps.ts';

/** A counter and by how much it's raised, in the unit of its cap. */
export type Charge = CapMeter & { add: number };

/** Whether all of it was taken, or which cap is full, or that nobody can tell. */
export type TakeOutcome = { is: 'taken' } | { is: 'full'; meter: CapMeter } | { is: 'unknown' };

/** What the counters need of a store. */
export type MeterStore = MeterTable & { waitUntilBack(): Promise<void> };

type MeterOptions = { store: MeterStore; clock: Pick<Clock, 'now' | 'wall'> };

/** A counter outlives its period by a day, because clocks differ. */
const GRACE = 24 * 60 * 60_000;

/** How many counters are remembered, for the time when the store can't be asked. */
const MOST = 20_000;

/** How long a full cap is taken for full without a look, in milliseconds: limits change, and what was held comes back. */
const LOOK_AGAIN = 60_000;

/**
 * The counters of all caps, which all processes share. While the store is away, counters that only this process raises go
 * on from their last totals; what everybody raises is paid out of a {@link Float}.
 */
export class Meter {
  /** The caps of which most is spent. */
  readonly near = new NearCaps();
  readonly #options: MeterOptions;
  readonly #float: Float;
  /** The last totals that the store told. */
  readonly #totals = new BoundedMap<string, number>(MOST);
  /** What the store hasn't been told yet. */
  readonly #pending = new Map<string, Charge>();
  /** The caps that were full, and when that was last looked at. */
  readonly #full = new BoundedMap<string, { meter: CapMeter; at: number }>(MOST);
  readonly #writing = new Set<Promise<unknown>>();
  /** What a turn has cost must be told before what it held is given back, or others see room that isn't there. */
  readonly #inOrder = new Mutex();
  #flushing: Promise<void> | undefined;

  constructor(options: MeterOptions) {
    this.#options = options;
    this.#float = new Float((changes) => options.store.raise(changes), options.clock);
  }

  /** Raises all counters, if each is below its limit; otherwise none. It never rejects. */
  async take(charges: readonly Charge[]): Promise<TakeOutcome> {
    if (charges.length === 0) return { is: 'taken' };
    // What was spent here before counts.
    await this.#inOrder.run(async () => {});
    try {
      await this.#flush();
      const outcome = await this.#options.store.raise(
        charges.map((charge) => ({ ...toChange(charge), limit: charge.cap.limit })),
      );
      const full = outcome.is === 'full' ? charges[outcome.index] : undefined;
      if (outcome.is === 'full' && full) {
        if (await this.#float.giveBack(full)) return await this.take(charges);
        this.#full.set(full.key, { meter: full, at: this.#options.clock.now() });
        this.near.note(full, full.cap.limit);
        return { is: 'full', meter: full };
      }
      this.#note(charges, outcome.is === 'raised' ? outcome.totals : []);
      for (const charge of charges) this.#follow(this.#float.fill(charge));
      return { is: 'taken' };
    } catch {
      return this.#takeAlone(charges);
    }
  }

  /** Raises counters whatever their limits are, or lowers them; once the store is back, if it's away. */
  add(charges: readonly Charge[]): void {
    const all = charges.filter(({ add }) => add !== 0);
    if (all.length === 0) return;
    this.#follow(this.#inOrder.run(() => this.#tell(all)));
  }

  /** The first of these caps that is known to be full. Asks the store only if that was found out a while ago. */
  async findFull(meters: readonly CapMeter[]): Promise<CapMeter | undefined> {
    for (const meter of meters) {
      const known = this.#full.get(meter.key);
      if (!known) continue;
      if (await this.#isStillFull(meter, known.at)) return meter;
      this.#full.delete(meter.key);
    }
    return undefined;
  }

  /**
   * Whether one of these caps was full when the store told its total last. That isn't asked again, so what others have given back
   * since counts with this process' next count.
   */
  isSpent(meters: readonly CapMeter[]): boolean {
    return meters.some(({ key, cap }) => (this.#knowTotal(key) ?? 0) - this.#float.countLeft(key) >= cap.limit);
  }

  /** What the counters stand at. @throws {StoreUnavailableError} */
  async read(keys: readonly string[]): Promise<number[]> {
    await this.#inOrder.run(async () => {});
    const totals = await this.#options.store.readMeters([...keys]);
    return totals.map((total, index) => total - this.#float.countLeft(keys[index] ?? ''));
  }

  /** Gives back what was set aside, and resolves when all is told to the store, or can't be. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#writing]);
    await this.#flush().catch(() => {});
    await this.#float.close().catch(() => {});
  }

  async #tell(charges: readonly Charge[]): Promise<void> {
    try {
      const outcome = await this.#options.store.raise(charges.map(toChange));
      if (outcome.is === 'raised') this.#note(charges, outcome.totals);
    } catch {
      this.#addAlone(charges);
    }
  }

  async #isStillFull({ key, cap, until }: CapMeter, lookedAt: number): Promise<boolean> {
    const { store, clock } = this.#options;
    if (until <= clock.wall()) return false;
    const now = clock.now();
    if (now - lookedAt < LOOK_AGAIN) return true;
    // While one looks, the others are refused as before.
    const known = this.#full.get(key);
    if (known) this.#full.set(key, { ...known, at: now });
    const [total] = await store.readMeters([key]).catch(() => [cap.limit]);
    return (total ?? 0) >= cap.limit;
  }

  #note(charges: readonly Charge[], totals: readonly number[]): void {
    charges.forEach((charge, index) => {
      const { key, cap } = charge;
      const total = totals[index] ?? 0;
      this.near.note(charge, total);
      this.#totals.set(key, total);
      if (total < cap.limit) this.#full.delete(key);
    });
  }

  /** Without the store. What only this process raises is known, if it was known before. */
  #takeAlone(charges: readonly Charge[]): TakeOutcome {
    for (const charge of charges) {
      const total = this.#knowTotal(charge.key);
      if (charge.cap.scope === 'process' ? this.#float.countLeft(charge.key) < charge.add : total === undefined)
        return { is: 'unknown' };
      if (charge.cap.scope !== 'process' && (total ?? 0) >= charge.cap.limit) return { is: 'full', meter: charge };
    }
    this.#addAlone(charges);
    return { is: 'taken' };
  }

  #knowTotal(key: string): number | undefined {
    const total = this.#totals.get(key);
    return total === undefined ? undefined : total + (this.#pending.get(key)?.add ?? 0);
  }

  #addAlone(charges: readonly Charge[]): void {
    for (const charge of charges) {
      const { cap, key, add } = charge;
      const all = (this.#pending.get(key)?.add ?? 0) + add;
      const rest = cap.scope === 'process' ? this.#float.use(key, all) : all;
      if (rest === 0) this.#pending.delete(key);
      else this.#pending.set(key, { ...charge, add: rest });
    }
    // Nobody waits for it: what comes first, this or the next turn, tells the store.
    void this.#options.store
      .waitUntilBack()
      .then(() => this.#flush())
      .catch(() => {});
  }

  /** Tells the store what it hasn't been told yet. @throws {StoreUnavailableError} */
  #flush(): Promise<void> {
    if (this.#pending.size === 0) return this.#flushing ?? Promise.resolve();
    this.#flushing ??= this.#tellPending().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  async #tellPending(): Promise<void> {
    const charges = [...this.#pending.values()];
    const outcome = await this.#options.store.raise(charges.map(toChange));
    if (outcome.is === 'raised') this.#note(charges, outcome.totals);
    for (const { key, add } of charges) {
      const now = this.#pending.get(key);
      // More may have come meanwhile.
      if (now && now.add !== add) this.#pending.set(key, { ...now, add: now.add - add });
      else this.#pending.delete(key);
    }
  }

  #follow(work: Promise<unknown>): void {
    const safe = work.catch(() => {});
    this.#writing.add(safe);
    void safe.then(() => this.#writing.delete(safe));
  }
}

const toChange = ({ key, add, until }: Charge): MeterChange => ({ key, add, expires: until + GRACE });
