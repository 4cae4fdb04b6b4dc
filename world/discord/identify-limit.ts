import type { Discord } from './discord.ts';

/** What the gateway makes of one who identifies. */
type IdentifyVerdict = 'fine' | 'too fast' | 'spent';

/**
 * How fast shards may identify (Discord docs, events/gateway, "Rate limiting" and "Sharding"): those of one bucket,
 * `shard_id % max_concurrency`, one in five seconds; who comes too early has an invalid session (op 9). A bot that uses up
 * its sessions of a day gets its token reset.
 */
export class IdentifyLimit {
  /** What GET /gateway/bot names. */
  concurrency = 16;
  /**
   * Within how many milliseconds only one of a bucket may identify. 0 lets everyone in at any time, and counts nobody:
   * most tests start a bot several times within seconds.
   */
  span = 0;
  /** How many were turned away because they came too early. */
  refused = 0;
  /** When a shard identified, in the order in which they did, by the world's clock. */
  readonly log: { shard: number; at: number }[] = [];
  readonly #world: Discord;
  /** By bucket, when its last one identified. */
  readonly #last = new Map<number, number>();

  constructor(world: Discord) {
    this.#world = world;
  }

  /** A shard identifies now. */
  judge(shard: number): IdentifyVerdict {
    if (this.span === 0) return 'fine';
    const { clock, sessionStarts } = this.#world;
    if (sessionStarts.remaining <= 0) {
      this.#world.objectTo(`shard ${shard} identified although no session was left, which resets the token`);
      return 'spent';
    }
    const bucket = shard % this.concurrency;
    const now = clock.now();
    const since = now - (this.#last.get(bucket) ?? Number.NEGATIVE_INFINITY);
    if (since < this.span) {
      this.refused += 1;
      return 'too fast';
    }
    this.#last.set(bucket, now);
    this.log.push({ shard, at: now });
    sessionStarts.remaining -= 1;
    return 'fine';
  }
}
