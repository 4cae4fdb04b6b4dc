import type { PatientWork } from './outbound/forsaken-answer.ts';
import type { ClaimAccess } from './outbound/reply-promise.ts';

/** What people see or wait for. A stop waits for it, and no other process gets its channel meanwhile. */
export class RunningWork {
  readonly #claims: Pick<ClaimAccess, 'keep'>;
  /** Each with the channel where people see it. */
  readonly #all = new Map<Promise<unknown>, string | null>();
  readonly #stopping = new AbortController();

  constructor(claims: Pick<ClaimAccess, 'keep'>) {
    this.#claims = claims;
  }

  /** How much is running. */
  get size(): number {
    return this.#all.size;
  }

  /** Adds work that never rejects, and where people see it. */
  add(work: Promise<unknown>, channel: string | null): void {
    this.#all.set(work, channel);
    void work.finally(() => this.#all.delete(work));
    if (channel !== null) this.#claims.keep(channel, work);
  }

  /** Begins work that a stop only waits for because it then waits no longer itself. Other processes may have its channel. */
  addPatient(work: PatientWork): void {
    this.add(work(this.#stopping.signal), null);
  }

  /** How much is running in a channel. */
  countIn(channel: string): number {
    return [...this.#all.values()].filter((one) => one === channel).length;
  }

  /** Resolves once nothing is running, including what was added meanwhile. */
  async wait(): Promise<void> {
    while (this.#all.size > 0) await Promise.all(this.#all.keys());
  }

  /** Has everything that's patient do now what it has to do. Resolves once nothing is running. */
  stop(): Promise<void> {
    this.#stopping.abort('this process stops');
    return this.wait();
  }
}
