import type { Change, Fence } from './database.ts';

/** How much may wait: keys, and bytes of keys and texts. */
export type BacklogLimits = { changes: number; bytes: number };

/** What became of changes: `fenced` ones were refused, `queued` ones wait for a database that is unavailable. */
export type WriteOutcome = 'made' | 'fenced' | 'queued' | 'lost';

/** A caller that waits for its changes and is told what became of them. */
type WriteWaiter = { fence: Fence | undefined; settle(outcome: WriteOutcome): void };

/** Changes that are made together or not at all. */
type Unit = { changes: Map<string, Change>; waiters: WriteWaiter[] };

/** One statement writes about this much at most, so that none takes long. */
const BATCH: BacklogLimits = { changes: 500, bytes: 1_000_000 };

/**
 * The changes that aren't in the database yet, each key at most once: a newer change of a key replaces the older one.
 * What belonged to the older one is then written together with the newer one, so nothing is ever half written.
 */
export class Backlog {
  #limits: BacklogLimits;
  #units = new Set<Unit>();
  #unitOf = new Map<string, Unit>();
  /** The changes that are being written. */
  #flying: Unit[] = [];
  #flyingChanges = new Map<string, Change>();
  #bytes = 0;

  constructor(limits: BacklogLimits) {
    this.#limits = limits;
  }

  /** How many changes there are, including those that are being written. */
  get size(): number {
    return this.#unitOf.size + this.#flyingChanges.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The newest change of a key, if it isn't in the database yet. */
  find(key: string): Change | undefined {
    return this.#unitOf.get(key)?.changes.get(key) ?? this.#flyingChanges.get(key);
  }

  /** Adds changes that belong together; false if there's no room for them. */
  add(added: Change[], waiter: WriteWaiter | undefined): boolean {
    const unit = { changes: new Map(added.map((change) => [change.key, change])), waiters: waiter ? [waiter] : [] };
    const changes = [...unit.changes.values()];
    const replaced = changes.flatMap(({ key }) => this.#unitOf.get(key)?.changes.get(key) ?? []);
    const growth = { changes: changes.length - replaced.length, bytes: cost(changes) - cost(replaced) };
    if (this.size + growth.changes > this.#limits.changes || this.#bytes + growth.bytes > this.#limits.bytes)
      return false;
    this.#bytes += growth.bytes;
    this.#insert([...this.#findOverlapping(unit), unit]);
    return true;
  }

  /** Takes the oldest changes. They count as being written until `settle` or `undone`. */
  next(): Change[] {
    const batch: Change[] = [];
    let bytes = 0;
    for (const unit of this.#units) {
      const changes = [...unit.changes.values()];
      bytes += cost(changes);
      if (batch.length > 0 && (batch.length + changes.length > BATCH.changes || bytes > BATCH.bytes)) break;
      batch.push(...changes);
      this.#remove(unit);
      this.#flying.push(unit);
    }
    this.#flyingChanges = new Map(batch.map((change) => [change.key, change]));
    return batch;
  }

  /**
   * Settles the changes that were being written; those not among `written` were refused. Returns how many refused ones
   * have no caller that is still waiting to be told.
   */
  settle(written: string[]): number {
    const made = new Set(written);
    const refused = [...this.#flyingChanges.values()].filter(({ key }) => !made.has(key));
    const fences = new Set(refused.map(({ fence }) => name(fence)));
    const waiters = this.#flying.flatMap((unit) => unit.waiters);
    for (const { fence, settle } of waiters) settle(fence !== undefined && fences.has(name(fence)) ? 'fenced' : 'made');
    const told = new Set(waiters.map(({ fence }) => name(fence)));
    this.#bytes -= cost([...this.#flyingChanges.values()]);
    this.#flying = [];
    this.#flyingChanges = new Map();
    return refused.filter(({ fence }) => !told.has(name(fence))).length;
  }

  /** Puts the changes that were being written back into the queue. Newer changes of the same keys stay. */
  undone(): void {
    const flying = this.#flying;
    this.#bytes -= cost([...this.#flyingChanges.values()].filter(({ key }) => this.#unitOf.has(key)));
    this.#flying = [];
    this.#flyingChanges = new Map();
    for (const unit of flying) this.#insert([unit, ...this.#findOverlapping(unit)]);
  }

  /** Releases all callers that wait: their changes stay queued, or are lost. */
  acknowledge(outcome: 'queued' | 'lost'): void {
    for (const unit of [...this.#flying, ...this.#units])
      for (const { settle } of unit.waiters.splice(0)) settle(outcome);
  }

  #findOverlapping({ changes }: Unit): Set<Unit> {
    return new Set([...changes.keys()].flatMap((key) => this.#unitOf.get(key) ?? []));
  }

  /** Merges several units into one; of two changes of a key the later one counts. */
  #insert(units: Unit[]): void {
    for (const unit of units) this.#remove(unit);
    const whole: Unit = {
      changes: new Map(units.flatMap(({ changes }) => [...changes])),
      waiters: units.flatMap(({ waiters }) => waiters),
    };
    this.#units.add(whole);
    for (const key of whole.changes.keys()) this.#unitOf.set(key, whole);
  }

  #remove(unit: Unit): void {
    if (!this.#units.delete(unit)) return;
    for (const key of unit.changes.keys()) this.#unitOf.delete(key);
  }
}

const name = (fence: Fence | undefined): string => (fence ? `${fence.fence} ${fence.id}` : '');

const cost = (changes: Change[]): number =>
  changes.reduce((sum, { key, text }) => sum + key.length + Buffer.byteLength(text ?? ''), 0);
