import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { Mutex } from '../base/mutex.ts';
import type { Lease, Leases } from './leases.ts';

/** How long to wait between two attempts to take the lock, in milliseconds: the first time, and at most. */
const SHORTEST = 25;
const LONGEST = 250;

/** How long somebody else may have the lock before the change is given up, in milliseconds: longer than a dead process has it. */
const PATIENCE = 4_000;

type LockMeans = { leases: Pick<Leases, 'take'>; clock: Clock };

/** What is changed under a lock. */
type LockTopic = 'settings' | 'account' | 'face';

/** Lets one change of something that a home has happen at a time, among all processes, terminals included. */
export class HomeLock {
  readonly #means: LockMeans;
  readonly #what: LockTopic;
  /** By home; only where a change is under way. */
  readonly #turns = new Map<string, { mutex: Mutex; waiting: number }>();

  constructor(means: LockMeans, what: LockTopic) {
    this.#means = means;
    this.#what = what;
  }

  /**
   * What `work` resolves to, which is done under the home's lock. Its lease goes to what writes, so that nothing is written
   * once another process has the lock.
   *
   * @throws what the work throws; UserError if others hold the lock for too long; StoreUnavailableError
   */
  async run<T>(home: string, work: (lease: Lease) => Promise<T>): Promise<T> {
    const turn = this.#turns.get(home) ?? { mutex: new Mutex(), waiting: 0 };
    this.#turns.set(home, turn);
    turn.waiting += 1;
    try {
      return await turn.mutex.run(async () => {
        const lease = await this.#take(home);
        try {
          return await work(lease);
        } finally {
          await lease.release();
        }
      });
    } finally {
      turn.waiting -= 1;
      if (turn.waiting === 0) this.#turns.delete(home);
    }
  }

  async #take(home: string): Promise<Lease> {
    const { leases, clock } = this.#means;
    const began = clock.now();
    for (let pause = SHORTEST; ; pause = Math.min(2 * pause, LONGEST)) {
      const lease = await leases.take(`${this.#what}:${home}`);
      if (lease) return lease;
      if (clock.now() - began >= PATIENCE) throw new UserError({ code: 'home.busy' });
      await clock.sleep(pause);
    }
  }
}
