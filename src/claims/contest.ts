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

/** Somebody who waits, since when, and for how long by now. It may grow meanwhile: whoever has the home may be about to leave it. */
type Wait = { since: number; patience(): number };

/** This process' attempt to get the lease of one home, for everyone who waits for that. Times are in milliseconds. */
export class Contest {
  readonly #home: string;
  readonly #means: ContestMeans;
  readonly #waiting = new Set<Wait>();

  constructor(home: string, means: ContestMeans) {
    this.#home = home;
    this.#means = means;
  }

  /** Waits for what comes of the contest, for at most `patience`. Resolves to nothing if too many wait already. */
  async wait(claim: Promise<Claim | undefined>, patience: () => number): Promise<Claim | undefined> {
    const { clock } = this.#means;
    if (this.#waiting.size >= MOST_WAITING) return undefined;
    const waiting = { since: clock.now(), patience };
    this.#waiting.add(waiting);
    try {
      for (let left = patience() + POLL; left > 0; left = this.#findRest(waiting) + POLL) {
        const won = await within(clock, left, claim);
        if (won !== 'late') return won;
      }
      return undefined;
    } finally {
      this.#waiting.delete(waiting);
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
      if (closing.aborted || !this.#isWorthIt) return undefined;
      await clock.sleep(POLL, closing).catch(() => {});
    }
  }

  get #isWorthIt(): boolean {
    return this.#waiting.values().some((one) => this.#findRest(one) > 0);
  }

  #findRest({ since, patience }: Wait): number {
    return since + patience() - this.#means.clock.now();
  }
}
