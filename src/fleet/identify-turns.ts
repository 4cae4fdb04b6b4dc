import type { Clock } from '../base/clock.ts';
import { Mutex } from '../base/mutex.ts';
import type { Leases } from '../store/leases.ts';

/** Of a bucket, Discord lets one shard in within this many milliseconds (Discord docs, events/gateway, "Sharding"). */
const USUAL_SPAN = 5_000;

/** What the way to Discord may differ by from one login to the next, as a part of the span. */
const SPARE = 0.1;

/** How often a taken turn is asked for again, as a part of the span; each time up to twice as long, by chance. */
const AGAIN = 0.04;

/** `random` is a number from 0 to 1, by chance. `span` is in milliseconds, Discord's by default. */
type IdentifyTurnsOptions = { leases: Pick<Leases, 'occupy'>; clock: Clock; random: () => number; span?: number };

/** A bucket's line in this process, and when its last one had its turn, in milliseconds of the clock. */
type Line = { mutex: Mutex; last: number };

/** Whose turn it is to identify at Discord, of all shards of all processes that share a store. */
export class IdentifyTurns {
  readonly #options: IdentifyTurnsOptions;
  readonly #span: number;
  /** By bucket. There are at most as many as Discord lets in at the same time. */
  readonly #lines = new Map<number, Line>();

  constructor(options: IdentifyTurnsOptions) {
    this.#options = options;
    this.#span = (options.span ?? USUAL_SPAN) * (1 + SPARE);
  }

  /**
   * Waits until a shard of this bucket may identify. `alone`: nobody but this process can have a shard in this bucket, so the
   * store isn't asked. While the store is away, this process keeps to the pace by itself: Discord turns away who comes too
   * early, and lets them try again.
   *
   * @throws the signal's reason if it aborts
   */
  wait(bucket: number, way: 'alone' | 'together', signal: AbortSignal): Promise<void> {
    const line = this.#lines.get(bucket) ?? { mutex: new Mutex(), last: Number.NEGATIVE_INFINITY };
    this.#lines.set(bucket, line);
    return line.mutex.run(async () => {
      const early = line.last + this.#span - this.#options.clock.now();
      if (early > 0) await this.#options.clock.sleep(early, signal);
      if (way === 'together') await this.#waitForAll(bucket, signal);
      signal.throwIfAborted();
      line.last = this.#options.clock.now();
    }, signal);
  }

  async #waitForAll(bucket: number, signal: AbortSignal): Promise<void> {
    const { leases, clock, random } = this.#options;
    const isOurs = () => leases.occupy(`identify:${bucket}`, this.#span).catch(() => true);
    while (!(await isOurs())) await clock.sleep(AGAIN * this.#span * (1 + random()), signal);
  }
}
