import type { ClaimAccess } from './outbound/reply-promise.ts';

/** What people see or wait for. A stop waits for it, and no other process gets its channel meanwhile. */
export class RunningWork {
  readonly #claims: Pick<ClaimAccess, 'keep'>;
  readonly #all = new Set<Promise<unknown>>();

  constructor(claims: Pick<ClaimAccess, 'keep'>) {
    this.#claims = claims;
  }

  /** How much is running. */
  get size(): number {
    return this.#all.size;
  }

  /** Adds work that never rejects, and where people see it. */
  add(work: Promise<unknown>, channel: string | null): void {
    this.#all.add(work);
    void work.finally(() => this.#all.delete(work));
    if (channel !== null) this.#claims.keep(channel, work);
  }

  /** Resolves once nothing is running, including what was added meanwhile. */
  async wait(): Promise<void> {
    while (this.#all.size > 0) await Promise.all(this.#all);
  }
}
