import type { ClaimAccess } from './outbound/reply-promise.ts';

/** What people see or wait for. A stop waits for it, and no other process gets its channel meanwhile. */
export class RunningWork {
  readonly #claims: Pick<ClaimAccess, 'keep'>;
  /** Each with the channel where people see it. */
  readonly #all = new Map<Promise<unknown>, string | null>();

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

  /** Whether anything is running in a channel. */
  isIn(channel: string): boolean {
    return this.#all.values().some((one) => one === channel);
  }

  /** Resolves once nothing is running, including what was added meanwhile. */
  async wait(): Promise<void> {
    while (this.#all.size > 0) await Promise.all(this.#all.keys());
  }
}
