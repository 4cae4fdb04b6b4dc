import type { Logger } from 'pino';
import { type Clock, within } from '../base/clock.ts';
import type { Claim } from './claim.ts';
import type { HomeHolder, HomeLeases } from './home-leases.ts';

/** How often to check whether a lease is free, in milliseconds. */
const POLL = 200;

/** How many questions may wait for one home's claim. More than this aren't answered. */
const MOST_WAITING = 100;

type ContestMeans = {
  leases: HomeLeases;
  /** Aborts when this process takes nothing from others any more. */
  closing: AbortSignal;
  clock: Clock;
  log: Logger;
};

/** This process' attempt to get the lease of one home, for everyone who waits for that. Times are in milliseconds. */
export class Contest {
  readonly #home: string;
  readonly #means: ContestMeans;
  #until: number;
  #waiting = 0;

  constructor(home: string, patience: number, means: ContestMeans) {
    this.#home = home;
    this.#means = means;
    this.#until = means.clock.now() + patience;
  }

  /** Waits for what comes of the contest, for at most `patience`. Resolves to nothing if too many wait already. */
  async wait(claim: Promise<Claim | undefined>, patience: number): Promise<Claim | undefined> {
    const { clock } = this.#means;
    if (this.#waiting >= MOST_WAITING) return undefined;
    this.#until = Math.max(this.#until, clock.now() + patience);
    this.#waiting += 1;
    try {
      const won = await within(clock, patience + POLL, claim);
      return won === 'late' ? undefined : won;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Tries until the home is free, or until everyone's patience is over. Resolves to nothing if others keep it. */
  async run(): Promise<Exclude<HomeHolder, 'others'> | undefined> {
    const { leases, closing, clock, log } = this.#means;
    for (let tries = 1; ; tries++) {
      // A process that is being stopped would turn people away whom another process can answer.
      if (closing.aborted && leases.sawOthers(this.#home)) return undefined;
      const holder = await leases.take(this.#home);
      if (holder !== 'others') return holder;
      if (tries === 1) log.info({ event: 'ownership.others', home: this.#home }, 'another process talks here');
      if (closing.aborted || clock.now() >= this.#until) return undefined;
      await clock.sleep(POLL, closing).catch(() => {});
    }
  }
}
