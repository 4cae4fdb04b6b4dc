import type { Fence } from './database.ts';

/**
 * The right of one process to something that only one may do at a time. `fence` is higher than that of every holder
 * before. `held` is judged by our own time, so that a process that slept knows at once that it may have lost it. `lost`
 * fires when it is, but not when it is given back.
 */
export type Lease = Fence & {
  /** When it was last renewed, or taken. */
  readonly since: LeaseMoment;
  readonly held: boolean;
  readonly lost: AbortSignal;
  release(): Promise<void>;
};

/** When something was asked: by the clock, which may stand still while the machine sleeps, and by the machine's uptime. */
export type LeaseMoment = { clock: number; uptime: number };

/** `left` tells how many milliseconds a lease lasts that was renewed then; `expire` is for one that ran out. */
type Issuer = { left(since: LeaseMoment): number; expire(): void; release(): Promise<void> };

/** A lease as its issuer sees it. */
export class HeldLease implements Lease {
  readonly id: string;
  readonly fence: number;
  /** When the request was made that last renewed it, or took it. */
  since: LeaseMoment;
  /** Whether it was given back. */
  given = false;
  #issuer: Issuer;
  #lost = new AbortController();

  constructor({ id, fence }: Fence, since: LeaseMoment, issuer: Issuer) {
    this.id = id;
    this.fence = fence;
    this.since = since;
    this.#issuer = issuer;
  }

  /** Whoever once saw that it is not held any more can rely on that. */
  get held(): boolean {
    if (this.given || this.lost.aborted) return false;
    if (this.#issuer.left(this.since) > 0) return true;
    this.#issuer.expire();
    return false;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  lose(): void {
    this.#lost.abort(new Error('the lease was lost'));
  }

  release(): Promise<void> {
    return this.#issuer.release();
  }
}
