import type { Clock } from '../base/clock.ts';
import type { MeterChange, MeterOutcome } from '../store/database.ts';
import type { CapMeter } from './caps.ts';
import { DOLLAR } from './price.ts';

/** Which part of a cap a process sets aside, and how many nanodollars at most. */
const PART = 40;
const MOST_NANO = DOLLAR / 4;

/** Which part of a cap all processes together may set aside in its period, those that were killed with it included. */
const POOL_PART = 10;

/** A counter outlives its period by a day, because clocks differ. */
const GRACE = 24 * 60 * 60_000;

/** After how long it's tried again to set something aside, if there was no room for it, in milliseconds. */
const TRY_AGAIN = 60_000;

/** Whether a share is filled when little is left; `full`: there was no room; `given` back for good, because the cap was full. */
type ShareState = { is: 'open' | 'filling' | 'given' } | { is: 'full'; since: number };

/** What is set aside of one cap. */
type Share = { meter: CapMeter; left: number; state: ShareState };

/**
 * What this process has set aside of the caps that all processes share, so that it can answer while the store is away. It's
 * already counted as spent, so nobody else spends it, and an outage never passes a cap.
 *
 * A killed process can't give it back, and nobody knows whether it was spent in an outage. So it stays spent. What can be
 * lost so is bounded: all that is set aside and not given back counts in a second counter, the pool, with a limit of its
 * own. Both counters change at one moment, so there's no moment at which a kill could lose more.
 */
export class Float {
  readonly #raise: (changes: MeterChange[]) => Promise<MeterOutcome>;
  readonly #clock: Pick<Clock, 'now' | 'wall'>;
  readonly #shares = new Map<string, Share>();

  /** `raise` raises counters in the store, all or none. */
  constructor(raise: (changes: MeterChange[]) => Promise<MeterOutcome>, clock: Pick<Clock, 'now' | 'wall'>) {
    this.#raise = raise;
    this.#clock = clock;
  }

  /** How much is left of it for a counter. */
  countLeft(key: string): number {
    return this.#shares.get(key)?.left ?? 0;
  }

  /**
   * Spends some of it, or puts back what wasn't spent. Returns what it was too little for, which has to be counted
   * elsewhere.
   */
  use(key: string, amount: number): number {
    const share = this.#shares.get(key);
    if (!share) return amount;
    const used = Math.min(share.left, amount);
    share.left -= used;
    return amount - used;
  }

  /** Sets something aside, if it's a cap of all processes with room, and little is left. @throws if the store is away. */
  async fill(meter: CapMeter): Promise<void> {
    // A turn that began before midnight still raises yesterday's counter.
    if (meter.cap.scope !== 'process' || meter.until <= this.#clock.wall()) return;
    const target = findTarget(meter);
    const share = this.#shares.get(meter.key) ?? this.#open(meter);
    const add = target - share.left;
    if (add <= target / 2 || !this.#mayFill(share)) return;
    share.state = { is: 'filling' };
    const after = (state: ShareState) => {
      if (share.state.is === 'filling') share.state = state;
    };
    try {
      const { is } = await this.#raise(listChanges(meter, add, 'within the limits'));
      if (is === 'raised') share.left += add;
      after(is === 'raised' ? { is: 'open' } : { is: 'full', since: this.#clock.now() });
    } finally {
      after({ is: 'open' });
    }
    // Meanwhile it may have been given back, without this.
    if (share.state.is === 'given') await this.#empty(share);
  }

  /** Gives back what is left for a cap that is full, and sets nothing aside for it again. Returns if that made room. */
  async giveBack({ key }: CapMeter): Promise<boolean> {
    const share = this.#shares.get(key);
    if (!share || share.state.is === 'given') return false;
    share.state = { is: 'given' };
    return this.#empty(share);
  }

  /** Gives everything back. @throws if the store is away. */
  async close(): Promise<void> {
    for (const share of this.#shares.values()) {
      share.state = { is: 'given' };
      await this.#empty(share);
    }
  }

  #mayFill({ state }: Share): boolean {
    if (state.is === 'full') return this.#clock.now() - state.since >= TRY_AGAIN;
    return state.is === 'open';
  }

  /** If the store doesn't say whether it was given back, it counts as given: it must not be spent twice. */
  async #empty(share: Share): Promise<boolean> {
    const { left, meter } = share;
    if (left <= 0) return false;
    share.left = 0;
    await this.#raise(listChanges(meter, -left));
    return true;
  }

  /** The shares of periods that are over are worth nothing. */
  #open(meter: CapMeter): Share {
    for (const [key, { meter: old }] of this.#shares)
      if (old.cap.period === meter.cap.period && old.cap.unit === meter.cap.unit) this.#shares.delete(key);
    const share: Share = { meter, left: 0, state: { is: 'open' } };
    this.#shares.set(meter.key, share);
    return share;
  }
}

/** The changes of a cap's counter and of its pool by so much. */
const listChanges = (
  { cap: { limit }, key, until }: CapMeter,
  add: number,
  how?: 'within the limits',
): MeterChange[] => {
  const expires = until + GRACE;
  const within = (most: number) => how && { limit: most - add + 1 };
  return [
    { key, add, expires, ...within(limit) },
    { key: `float:${key}`, add, expires, ...within(Math.floor(limit / POOL_PART)) },
  ];
};

const findTarget = ({ cap: { unit, limit } }: CapMeter): number => {
  const part = Math.floor(limit / PART);
  return unit === 'usd' ? Math.min(part, MOST_NANO) : part;
};
