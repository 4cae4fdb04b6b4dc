import type { Clock } from '../../src/base/clock.ts';

/** The first millisecond of 2015, from which Discord counts (Discord docs, reference, "Snowflakes"). */
const EPOCH = 1_420_070_400_000n;
const TIME_SHIFT = 22n;
const WORKER_SHIFT = 12n;

/** Makes Discord's ids: 17 to 19 digits, never the same twice, and as old as the clock says. */
export class Snowflakes {
  #clock: Clock;
  #worker: bigint;
  #last = 0n;

  /** Ids of different workers, from 0 to 1,023, are different. */
  constructor(clock: Clock, worker = 0) {
    this.#clock = clock;
    this.#worker = BigInt(worker) << WORKER_SHIFT;
  }

  /** The next id. While the clock stands still the ids go on counting, so they stay unique and in order. */
  next(): string {
    const now = this.#atClock();
    this.#last = now > this.#last ? now : this.#last + 1n;
    return this.#last.toString();
  }

  /** An id with a millisecond of its own, so that guilds made in one go are spread over the shards. */
  spaced(): string {
    const next = (((this.#last >> TIME_SHIFT) + 1n) << TIME_SHIFT) | this.#worker;
    const now = this.#atClock();
    this.#last = now > next ? now : next;
    return this.#last.toString();
  }

  #atClock() {
    return ((BigInt(Math.floor(this.#clock.wall())) - EPOCH) << TIME_SHIFT) | this.#worker;
  }
}

/** The shard that a guild's events go to (Discord docs, gateway, "Sharding"). */
export const shardOf = (guildId: string, shards: number) => Number((BigInt(guildId) >> TIME_SHIFT) % BigInt(shards));

/** An id's time as Discord writes timestamps. */
export const timestamp = (ms: number) => new Date(ms).toISOString().replace('Z', '000+00:00');
