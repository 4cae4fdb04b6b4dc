import type { Fence } from './database.ts';

/**
 * The right of one process to something that only one may do at a time. `fence` is higher than that of every earlier
 * holder. `held` is judged by our own time, so a process that slept knows at once that it may have lost the lease.
 * `lost` aborts when it's lost, but not when it's released.
 */
export type Lease = Fence & {
  /** When it was last renewed or taken. */
  readonly since: LeaseMoment;
  readonly held: boolean;
  readonly lost: AbortSignal;
  release(): Promise<void>;
};

/** The time of a request: by the clock, which may stand still while the machine sleeps, and by the machine's uptime. */
export type LeaseMoment = { clock: number; uptime: number };

/**
 * `left` returns how many milliseconds a lease that was renewed at that time still lasts; `expire` drops those that
 * expired.
 */
type Issuer = { left(since: LeaseMoment): number; expire(): void; release(): Promise<void> };

/** A lease as `Leases` sees it. */
export class HeldLease implements Lease {
  readonly id: string;
  readonly fence: number;
  /** When the request was made by which it was last renewed or taken. */
  since: LeaseMoment;
  #state: 'held' | 'released' | 'lost' = 'held';
  readonly #issuer: Issuer;
  readonly #lost = new AbortController();

  constructor({ id, fence }: Fence, since: LeaseMoment, issuer: Issuer) {
    this.id = id;
    this.fence = fence;
    this.since = since;
    this.#issuer = issuer;
  }

  /** Once it has been seen as not held, it never counts as held again. */
  get held(): boolean {
    if (this.#state !== 'held') return false;
    if (this.#issuer.left(this.since) > 0) return true;
    this.#issuer.expire();
    return false;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** It counts as released from now on, unless it was lost before. */
  give(): void {
    if (this.#state === 'held') this.#state = 'released';
  }

  lose(): void {
    this.#state = 'lost';
    this.#lost.abort(new Error('the lease was lost'));
  }

  release(): Promise<void> {
    return this.#issuer.release();
  }
}
