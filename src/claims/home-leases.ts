import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';
import type { Lease, Leases } from '../store/leases.ts';

/** What claims need of leases. */
export type LeaseAccess = Pick<Leases, 'take' | 'revive' | 'backFor' | 'awakeFor'>;

/** Who has a home: this process, by a lease; others; or nobody can know, because the store is unavailable. */
export type HomeHolder = Lease | 'others' | 'unknown';

/** Another process that was last seen this long ago may be gone, in milliseconds. */
const SEEN = 60_000;

/**
 * How many homes of other processes are remembered. While the store is unavailable, nothing is known of a forgotten one.
 */
const MOST_SEEN = 10_000;

/**
 * How long after an outage of the store a home is left to the process that had it before, in milliseconds. That one finds out within a
 * second that the store is back. What it has said meanwhile waits there to be written, and would be refused if another one came first.
 */
const GRACE = 1_500;

/** The leases of homes, and where other processes were seen while they were asked for. */
export class HomeLeases {
  readonly #leases: LeaseAccess;
  readonly #clock: Pick<Clock, 'now'>;
  /** Where another process was seen, and when. */
  readonly #others = new BoundedMap<string, number>(MOST_SEEN);

  constructor(leases: LeaseAccess, clock: Pick<Clock, 'now'>) {
    this.#leases = leases;
    this.#clock = clock;
  }

  /** Takes the lease of a home in which this process doesn't talk, or says who has it. It never rejects. */
  async take(home: string): Promise<HomeHolder> {
    if (this.#isJustBack) return 'others';
    return this.#ask(home, () => this.#leases.take(home));
  }

  /**
   * Looks for the lease of a home in which this process talks. `before`, which it had and which ran out, goes on under the same
   * number, unless another process had the home meanwhile. Without one, this process has begun there in an outage, and leaves it to
   * whoever had it before for a moment. It never rejects.
   */
  async renew(home: string, before: Lease | undefined): Promise<HomeHolder> {
    if (before) return this.#ask(home, () => this.#leases.revive(before));
    if (this.#isJustBack) return 'unknown';
    return this.#ask(home, () => this.#leases.take(home));
  }

  /** Whether the store, after an outage, may not have heard yet of whoever had a home before. */
  get #isJustBack(): boolean {
    const { backFor } = this.#leases;
    return backFor !== undefined && backFor < GRACE;
  }

  async #ask(home: string, question: () => Promise<Lease | undefined>): Promise<HomeHolder> {
    try {
      const lease = await question();
      this.#others.delete(home);
      if (lease) return lease;
      this.noteOthers(home);
      return 'others';
    } catch {
      return this.sawOthers(home) ? 'others' : 'unknown';
    }
  }

  /** Another process was seen in a home. */
  noteOthers(home: string): void {
    this.#others.set(home, this.#clock.now());
  }

  /** Whether another process was seen in a home recently. */
  sawOthers(home: string): boolean {
    const seen = this.#others.get(home) ?? Number.NEGATIVE_INFINITY;
    return this.#clock.now() - seen < SEEN;
  }
}
