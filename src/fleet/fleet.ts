import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Lease, Leases } from '../store/leases.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import { Census } from './census.ts';
import { type FleetPlan, type MemberOrders, makeFleetPlan, NO_PLAN } from './fleet-plan.ts';
import { FleetSlot } from './fleet-slot.ts';
import type { MemberReport } from './member-report.ts';

/** How often a process tells of itself and reads the plan, in milliseconds. */
const BEAT = 1_000;

/** How many empty places are looked at behind the last one that was found taken. More processes than this rarely come at once. */
const AHEAD = 32;

/** The only plan that there is. */
const PLAN = 'plan';

export type FleetOptions = {
  store: Pick<Store, 'shelf' | 'under' | 'health'>;
  leases: Pick<Leases, 'take'>;
  /** Names this process; every start needs another. */
  id: string;
  /** How many sessions all processes together may have open. */
  most: number;
  /** What there is to tell of this process now. */
  report(): Pick<MemberReport, 'sessions' | 'isSlow' | 'shards'>;
  clock: Clock;
  log: Logger;
};

/** A life in the fleet: before it begins, while it goes on, while it ends, and afterwards. */
type Stage = 'idle' | 'going' | 'leaving' | 'gone';

/**
 * The processes that share a store. Each tells of itself about once a second, one of them (by a lease) makes a plan of all
 * that, and all go by it. None of that happens for a question: a turn costs nothing more. While the store is away, everybody
 * goes on by the plan that it knows.
 */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #members: Shelf<MemberReport>;
  readonly #slot: FleetSlot;
  readonly #census = new Census();
  readonly #listeners = new Set<(plan: FleetPlan) => void>();
  #stage: Stage = 'idle';
  #lead: Lease | undefined;
  #plan: FleetPlan = NO_PLAN;
  /** Ends the sleep between two beats. */
  #sleep = new AbortController();
  /** The beat that is under way, or will be. */
  #pulse = { beats: 0, done: Promise.resolve(), reach: AHEAD };

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#members = options.store.shelf(RECORD_KINDS.fleetMember);
    this.#slot = new FleetSlot(options.leases);
  }

  /** The newest plan that this process knows. */
  get plan(): FleetPlan {
    return this.#plan;
  }

  /** What the plan lays down for this process; nothing before it knows one that counts it. */
  get orders(): MemberOrders | undefined {
    return this.#plan.members[this.#options.id];
  }

  /** Tells every plan from now on, also one that is as before, until what it returns is called. */
  on(listener: (plan: FleetPlan) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Tells of this process from now on, until it's closed. */
  start(): void {
    if (this.#stage !== 'idle') return;
    this.#stage = 'going';
    this.#pulse.done = this.#run();
  }

  /** Tells of a change now, rather than with the next beat. */
  hurry(): void {
    this.#sleep.abort('there is something to tell');
  }

  /** This process is being stopped: the others take over its shards while it still runs them. */
  leave(): void {
    if (this.#stage === 'going') this.#stage = 'leaving';
    this.hurry();
  }

  /** The others needn't count this process any more. It never rejects. */
  async close(): Promise<void> {
    if (this.#stage === 'idle' || this.#stage === 'gone') return;
    this.#stage = 'gone';
    this.hurry();
    await this.#pulse.done;
    const { number } = this.#slot;
    // If it can't be deleted, the others notice by its silence.
    if (number !== undefined) await this.#members.deleteSurely([`${number}`]).catch(() => {});
    await this.#slot.release();
    await this.#lead?.release();
  }

  async #run(): Promise<void> {
    const { clock, store } = this.#options;
    while (this.#stage === 'going' || this.#stage === 'leaving') {
      this.#sleep = new AbortController();
      // The store says itself that it's away. Meanwhile the plan stands.
      await this.#beat().catch(() => {});
      if (store.health().is === 'closed') return;
      await clock.sleep(BEAT, this.#sleep.signal).catch(() => {});
    }
  }

  /** @throws {StoreUnavailableError} */
  async #beat(): Promise<void> {
    const { store, id, report } = this.#options;
    this.#pulse.beats += 1;
    const own: MemberReport = { ...report(), id, beat: this.#pulse.beats, isLeaving: this.#stage !== 'going' };
    await this.#members.setSurely(`${await this.#slot.hold()}`, own);
    const known = await store.shelf<FleetPlan>(RECORD_KINDS.fleetPlan).get(PLAN);
    this.#follow((await this.#isLeader()) ? await this.#makePlan(known ?? NO_PLAN) : (known ?? NO_PLAN));
  }

  async #isLeader(): Promise<boolean> {
    if (!this.#lead?.held) this.#lead = await this.#options.leases.take('fleet:lead');
    return this.#lead !== undefined;
  }

  /** Makes the plan of what all have told, and stores it if it's another than before. */
  async #makePlan(before: FleetPlan): Promise<FleetPlan> {
    const { store, most, clock } = this.#options;
    const reports = this.#census.count(await this.#readReports(), clock.now());
    const plan = makeFleetPlan(before, reports, most);
    if (JSON.stringify(plan) === JSON.stringify(before)) return before;
    const { log } = this.#options;
    const [were, are] = [Object.keys(before.members), Object.keys(plan.members)];
    if (were.join() !== are.join())
      log.info({ event: 'fleet.changed', processes: are.length }, 'other processes share the store now');
    // Nothing is stored once another process plans.
    const shelf = store.under(async () => this.#lead).shelf<FleetPlan>(RECORD_KINDS.fleetPlan);
    await shelf.setSurely(PLAN, plan);
    return plan;
  }

  async #readReports(): Promise<MemberReport[]> {
    const found = await this.#members.getReadable(Array.from({ length: this.#pulse.reach }, (_, slot) => `${slot}`));
    const last = found.findLastIndex((report) => report !== undefined);
    // If places are taken up to the end, there may be more behind it, which the next beat sees.
    this.#pulse.reach = Math.max(AHEAD, last + 1 + AHEAD);
    return found.filter((report) => report !== undefined);
  }

  #follow(plan: FleetPlan): void {
    this.#plan = plan;
    for (const listener of this.#listeners) listener(plan);
  }
}
