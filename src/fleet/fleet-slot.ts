import type { Lease, Leases } from '../store/leases.ts';

/** How many processes can share a store. */
const MOST = 1_000;

/** Where a process leaves its reports: a numbered place that is its own as long as it holds the lease. */
export class FleetSlot {
  readonly #leases: Pick<Leases, 'take'>;
  #lease: Lease | undefined;
  #number = 0;

  constructor(leases: Pick<Leases, 'take'>) {
    this.#leases = leases;
  }

  /**
   * The number of the place, which is taken if there's none yet, or if it was lost. Low ones come first, so that those who look
   * find everybody near the beginning.
   *
   * @throws {StoreUnavailableError}
   */
  async hold(): Promise<number> {
    for (let number = 0; !this.#lease?.held && number < MOST; number++) {
      this.#lease = await this.#leases.take(`fleet:${number}`);
      this.#number = number;
    }
    if (!this.#lease?.held) throw new Error(`more than ${MOST} processes share the store`);
    return this.#number;
  }

  /** The number of the place, as long as it's ours. */
  get number(): number | undefined {
    return this.#lease?.held ? this.#number : undefined;
  }

  /** Gives it back. */
  async release(): Promise<void> {
    await this.#lease?.release();
  }
}
