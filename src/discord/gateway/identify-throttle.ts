import type { IIdentifyThrottler, WebSocketOptions } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';

/** Whose turn it is to identify; see `IdentifyTurns`. */
export type TurnsToIdentify = {
  wait(bucket: number, way: 'alone' | 'together', signal: AbortSignal): Promise<void>;
};

/** What opens the shards of one client. */
type ShardOpener = Parameters<NonNullable<WebSocketOptions['buildIdentifyThrottler']>>[0];

/** What Discord has said about its sessions is believed for this long, in milliseconds. One turn comes every five seconds. */
const FRESH = 4_000;

/** How long to wait before Discord is asked again if it said that no session is left, but not when there will be, in milliseconds. */
const AGAIN = 60_000;

type ThrottleMeans = { turns: TurnsToIdentify; clock: Clock; log: Logger };

/**
 * Lets a shard identify when it's its turn, and only while Discord has sessions left for today: it resets the token of a bot
 * that uses up more. It says itself how many are left, so all processes together are counted.
 */
class IdentifyThrottle implements IIdentifyThrottler {
  readonly #manager: ShardOpener;
  readonly #means: ThrottleMeans;
  /** When Discord was last asked, in milliseconds of the clock, and how often a shard identified since. */
  #asked: { at: number; used: number } | undefined;

  constructor(manager: ShardOpener, means: ThrottleMeans) {
    this.#manager = manager;
    this.#means = means;
  }

  /** Resolves when the shard may identify. @throws the signal's reason if it aborts, which the end of its connection does. */
  async waitForIdentify(shard: number, signal: AbortSignal): Promise<void> {
    const { turns, clock, log } = this.#means;
    const count = await this.#manager.getShardCount();
    for (;;) {
      const { max_concurrency: buckets } = (await this.#manager.fetchGatewayInformation()).session_start_limit;
      await turns.wait(shard % buckets, count > 1 ? 'together' : 'alone', signal);
      const { left, wait } = await this.#countLeft();
      if (left > 0) return;
      log.error(
        { event: 'gateway.spent', shard, wait },
        'Discord has no sessions left for this bot today; waiting for them',
      );
      await clock.sleep(wait, signal);
    }
  }

  /** How many sessions are left, this one included, and for how many milliseconds to wait for more. */
  async #countLeft(): Promise<{ left: number; wait: number }> {
    const now = this.#means.clock.now();
    const before = this.#asked;
    // discord.js has just asked when it begins to connect.
    const isFresh = before === undefined || now - before.at < FRESH;
    // What was known last is better than nothing: without sessions the login fails at Discord.
    if (!isFresh) await this.#manager.fetchGatewayInformation(true).catch(() => {});
    const used = before !== undefined && isFresh ? before.used : 0;
    this.#asked = { at: isFresh ? (before?.at ?? now) : now, used: used + 1 };
    const { remaining, reset_after } = (await this.#manager.fetchGatewayInformation()).session_start_limit;
    return { left: remaining - used, wait: reset_after || AGAIN };
  }
}

/** What discord.js builds for each client. */
export const makeThrottlerBuilder =
  (means: ThrottleMeans) =>
  async (manager: ShardOpener): Promise<IIdentifyThrottler> =>
    new IdentifyThrottle(manager, means);
