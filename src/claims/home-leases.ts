import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';
import type { Lease, Leases } from '../store/leases.ts';

/** Who has a home: this process, by a lease; others; or nobody can know, because the store is unavailable. */
export type HomeHolder = Lease | 'others' | 'unknown';

/** Another process that was last seen this long ago may be gone, in milliseconds. */
const SEEN = 60_000;

/**
 * How many homes of other processes are remembered. While the store is unavailable, nothing is known of a forgotten one.
 */
const MOST_SEEN = 10_000;

/** The leases of homes, and where other processes were seen while they were asked for. */
export class HomeLeases {
  readonly #leases: Pick<Leases, 'take' | 'revive'>;
  readonly #clock: Pick<Clock, 'now'>;
  /** Where another process was seen, and when. */
  readonly #others = new BoundedMap<string, number>(MOST_SEEN);

  constructor(leases: Pick<Leases, 'take' | 'revive'>, clock: Pick<Clock, 'now'>) {
    this.#leases = leases;
    this.#clock = clock;
  }

  /**
   * Takes a home's lease, or says who has it. With `before`, a lease of this process that ran out, it goes on under the
   * same number, unless another process had the home meanwhile. It never rejects.
   */
  async take(home: string, before?: Lease): Promise<HomeHolder> {
    try {
      const lease = await (before ? this.#leases.revive(before) : this.#leases.take(home));
      this.#others.delete(home);
      if (lease) return lease;
      this.#others.set(home, this.#clock.now());
      return 'others';
    } catch {
      return this.sawOthers(home) ? 'others' : 'unknown';
    }
  }

  /** Whether another process was seen in a home recently. */
  sawOthers(home: string): boolean {
    const seen = this.#others.get(home) ?? Number.NEGATIVE_INFINITY;
    return this.#clock.now() - seen < SEEN;
  }
}
