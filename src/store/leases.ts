import type { Logger } from 'pino';
import { type Clock, readUptime, within } from '../base/clock.ts';
import { type Database, type Fence, LEASE_MEMORY } from './database.ts';
import type { DatabaseAccess } from './database-access.ts';
import { HeldLease, type Lease, type LeaseMoment } from './lease.ts';
import { StoreUnavailableError } from './store-errors.ts';

export type { Lease };

/**
 * Times are in milliseconds. A lease lasts `lifetime` by the database's clock and is renewed each `every`. We give it
 * up `margin` earlier, because clocks differ. `uptime` is how long the machine has run, its sleep included.
 */
export type LeaseOptions = { lifetime: number; every: number; margin: number; uptime: () => number };

/** How long leases usually last. */
export const USUAL_LEASES: LeaseOptions = { lifetime: 3_000, every: 750, margin: 400, uptime: readUptime };

type Parts = { access: DatabaseAccess; database: Database; clock: Clock; log: Logger };

/** There are no renewals as long as no lease is held. `since` is when the last one was asked for, or the first lease. */
type Renewal = { is: 'none' } | { is: 'waiting' | 'asking'; since: LeaseMoment };

/**
 * Whoever finds so late that a lease ran out, in milliseconds, stood still meanwhile: it was stopped, or the machine slept. For so long
 * after that, a store that seems to be unavailable is waited for: connections that broke in the meantime, and questions that came too
 * late, say nothing of what it is now. What is said without asking could stand beside the words of whoever has taken over.
 */
const STANDSTILL = { late: 200, waking: 1_500 };

/** Beyond this many, leases are renewed by several requests, one after the other. */
const BATCH = 1_000;

/** The leases of this process. One timer and one request renew all of them. */
export class Leases {
  readonly #parts: Parts;
  readonly #options: LeaseOptions;
  readonly #held = new Map<string, HeldLease>();
  readonly #closing = new AbortController();
  #renewal: Renewal = { is: 'none' };
  /** When this process found that it had stood still, by the clock. */
  #wokeAt = Number.NEGATIVE_INFINITY;

  constructor(parts: Parts, options: LeaseOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  /** How many leases this process holds. */
  get size(): number {
    return this.#held.size;
  }

  /** For how many milliseconds the database has been back after an outage; nothing during one. */
  get backFor(): number | undefined {
    return this.#parts.access.backFor;
  }

  /** For how many milliseconds this process has been awake since it stood still for longer than a lease lasts. */
  get awakeFor(): number {
    return this.#parts.clock.now() - this.#wokeAt;
  }

  /**
   * Takes the lease of `id`. Returns nothing if it's already held, by this process or another.
   *
   * @throws {StoreUnavailableError} if the database can't say who holds it.
   */
  async take(id: string): Promise<Lease | undefined> {
    const { access, database } = this.#parts;
    if (access.health.is !== 'here' || this.#closing.signal.aborted) throw new StoreUnavailableError();
    const since = this.#now();
    const taking = database.take(id, this.#options.lifetime);
    let fence: number | undefined;
    try {
      fence = await access.ask(() => taking);
    } catch (error) {
      this.#returnLate(id, taking);
      throw error;
    }
    if (fence === undefined) return;
    // If the process was suspended meanwhile, the lease may have run out long ago.
    if (this.#closing.signal.aborted || this.#countLeft(since) <= 0) {
      this.#returnLate(id, taking);
      throw new StoreUnavailableError();
    }
    return this.#hold({ id, fence }, since);
  }

  /**
   * Keeps `id` from being taken for so many milliseconds, by this process too: it's neither renewed nor released. Returns
   * whether it was free.
   *
   * @throws {StoreUnavailableError} if the database can't say who holds it.
   */
  async occupy(id: string, ms: number): Promise<boolean> {
    const { access, database } = this.#parts;
    if (access.health.is !== 'here' || this.#closing.signal.aborted) throw new StoreUnavailableError();
    return (await access.ask(() => database.take(id, ms))) !== undefined;
  }

  /**
   * Continues an expired lease under its old number. Returns nothing if another process has taken it since, even if
   * it's free again.
   *
   * @throws {StoreUnavailableError} if the database can't say.
   */
  async revive({ id, fence, since: renewed }: Lease): Promise<Lease | undefined> {
    // By now the database may have forgotten who has held it since.
    if (this.#age(renewed) >= LEASE_MEMORY) return undefined;
    let since = this.#now();
    const lasting = await this.#askAwake(() => {
      since = this.#now();
      return this.#parts.database.renew([{ id, fence }], this.#options.lifetime);
    });
    if (!lasting.includes(id)) return undefined;
    if (this.#closing.signal.aborted || this.#countLeft(since) <= 0) throw new StoreUnavailableError();
    return this.#hold({ id, fence }, since);
  }

  /** Releases all leases. */
  async close(): Promise<void> {
    this.#closing.abort(this);
    await this.#release([...this.#held.values()]);
  }

  /** Asks the database, soon after a standstill once more if it failed. @throws {StoreUnavailableError} */
  async #askAwake<T>(question: () => Promise<T>): Promise<T> {
    const { access, clock } = this.#parts;
    const ask = async (): Promise<T> => {
      if (this.#closing.signal.aborted) throw new StoreUnavailableError();
      return access.askNow(question);
    };
    try {
      return await ask();
    } catch (error) {
      const left = STANDSTILL.waking - this.awakeFor;
      if (left <= 0 || (await within(clock, left, access.waitUntilBack())) === 'late') throw error;
      return ask();
    }
  }

  #hold(fence: Fence, since: LeaseMoment): Lease {
    const holding = new HeldLease(fence, since, {
      left: (moment) => this.#countLeft(moment),
      expire: () => this.#expire(),
      release: () => this.#release([holding]),
    });
    const before = this.#held.get(fence.id);
    if (before) this.#lose([before], 'the database had given them up');
    this.#held.set(fence.id, holding);
    if (this.#renewal.is === 'none') void this.#run(since);
    return holding;
  }

  /** Renews the leases that are held and drops those that ran out, as long as there are any. */
  async #run(since: LeaseMoment): Promise<void> {
    const { clock } = this.#parts;
    this.#renewal = { is: 'waiting', since };
    while (this.#held.size > 0) {
      this.#expire();
      const due = this.#options.every - this.#age(this.#renewal.since);
      if (due <= 0 && this.#renewal.is === 'waiting') void this.#renew();
      const lefts = [...this.#held.values()].map(({ since }) => this.#countLeft(since));
      const wait = lefts.reduce((least, left) => Math.min(least, left), due > 0 ? due : this.#options.every);
      await clock.sleep(wait, this.#closing.signal).catch(() => {});
    }
    this.#renewal = { is: 'none' };
  }

  /** Drops the leases that ran out. */
  #expire(): void {
    const over = [...this.#held.values()].filter(({ since }) => this.#countLeft(since) <= 0);
    if (over.some(({ since }) => this.#countLeft(since) < -STANDSTILL.late)) this.#wokeAt = this.#parts.clock.now();
    this.#lose(over, 'they could not be renewed in time');
  }

  async #renew(): Promise<void> {
    const { access, database } = this.#parts;
    const all = [...this.#held.values()];
    const asking: Renewal = { is: 'asking', since: this.#now() };
    this.#renewal = asking;
    for (let first = 0; first < all.length; first += BATCH) {
      const batch = all.slice(first, first + BATCH);
      const asked = this.#now();
      try {
        const ids = new Set(await access.ask(() => database.renew(batch.map(fenceOf), this.#options.lifetime)));
        this.#noteRenewal(batch, ids, asked);
      } catch {
        // They last a while without renewal, and the next attempt comes before they end.
      }
    }
    // Meanwhile all leases may be gone, and new ones may have begun renewals of their own.
    if (this.#renewal === asking) this.#renewal = { ...asking, is: 'waiting' };
  }

  #noteRenewal(batch: HeldLease[], ids: Set<string>, asked: LeaseMoment): void {
    const ours = (holding: HeldLease) => this.#held.get(holding.id) === holding;
    const kept = batch.filter(({ id }) => ids.has(id));
    for (const holding of kept) holding.since = asked;
    this.#lose(
      batch.filter((holding) => !ids.has(holding.id) && ours(holding)),
      'another process took them',
    );
    // A lease that was released or dropped during its renewal must not look as if it were held.
    const past = kept.filter((holding) => !ours(holding));
    if (past.length > 0) void this.#release(past);
  }

  #lose(lost: HeldLease[], why: string): void {
    if (lost.length === 0) return;
    for (const { id } of lost) this.#held.delete(id);
    this.#parts.log.warn({ event: 'lease.lost', leases: lost.length }, `leases were lost: ${why}`);
    for (const holding of lost) holding.lose();
  }

  /** Leases that can't be released because the store is unavailable run out by themselves. */
  async #release(given: HeldLease[]): Promise<void> {
    const { access, database } = this.#parts;
    for (const holding of given) {
      holding.give();
      if (this.#held.get(holding.id) === holding) this.#held.delete(holding.id);
    }
    if (given.length > 0 && access.health.is === 'here')
      await access.ask(() => database.release(given.map(fenceOf))).catch(() => {});
  }

  /** Releases a lease that arrives after nobody waits for it any more. */
  #returnLate(id: string, taking: Promise<number | undefined>): void {
    const { database } = this.#parts;
    taking.then((fence) => (fence === undefined ? undefined : database.release([{ id, fence }]))).catch(() => {});
  }

  #now(): LeaseMoment {
    return { clock: this.#parts.clock.now(), uptime: this.#options.uptime() };
  }

  #age({ clock, uptime }: LeaseMoment): number {
    const now = this.#now();
    return Math.max(now.clock - clock, now.uptime - uptime);
  }

  /** How much longer a lease lasts that was renewed at that time, in milliseconds. */
  #countLeft(renewed: LeaseMoment): number {
    return this.#options.lifetime - this.#options.margin - this.#age(renewed);
  }
}

const fenceOf = ({ id, fence }: Fence): Fence => ({ id, fence });
