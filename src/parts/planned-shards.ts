import type { Logger } from 'pino';
import { unlessAborted } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Bot } from '../discord/bot.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { ShardWish } from '../fleet/member-report.ts';
import { chooseShardCount } from '../fleet/shard-count.ts';
import { ShardKeeper } from '../fleet/shard-keeper.ts';
import type { HomeMoves } from './home-moves.ts';

type PlannedShardsMeans = {
  /** This process in the plan. */
  id: string;
  bot: Pick<Bot, 'shards'>;
  moves: Pick<HomeMoves, 'leaveShard'>;
  log: Logger;
  observe: Observe;
};

/** The shards of a process that gets them from the plan: the first one for its login, and what comes and goes from then on. */
export class PlannedShards {
  readonly #count: number | 'auto';
  readonly #means: PlannedShardsMeans;
  #wish: Extract<ShardWish, { is: 'planned' }> | undefined;

  /** @param count how many shards there are in all, or `auto`: as many as the others have, or Discord recommends */
  constructor(count: number | 'auto', means: PlannedShardsMeans) {
    this.#count = count;
    this.#means = means;
  }

  /** What the others are told of it; nothing as long as it needs none from the plan. */
  get wish(): ShardWish | undefined {
    const { ready, leaving } = this.#means.bot.shards;
    return this.#wish && { ...this.#wish, ready, leaving };
  }

  /**
   * The shard to log in with, of so many. If there are more processes than shards, this waits until one has none any more.
   * A single shard isn't shared out: each process runs it, and the claims decide who answers.
   *
   * @throws the signal's reason if it aborts; what `recommend` throws
   */
  async choose(
    fleet: Fleet,
    recommend: () => Promise<number>,
    signal: AbortSignal,
  ): Promise<{ id: number; count: number }> {
    const wanted = this.#count === 'auto' ? await recommend() : this.#count;
    if (wanted === 1) return { id: 0, count: 1 };
    await unlessAborted(
      awaitPlan(fleet, () => true),
      signal,
    );
    const known = Object.values(fleet.plan.members).flatMap(({ count }) => count ?? []);
    const count = this.#count === 'auto' ? chooseShardCount(known, wanted) : wanted;
    this.#wish = { is: 'planned', count, ready: [] };
    this.#follow(fleet);
    fleet.hurry();
    this.#means.log.info({ event: 'shard.waiting', shards: count }, 'waiting for a shard to run');
    const isGiven = () => {
      const { orders } = fleet;
      // Before a plan counts this process among those that want shards, it isn't known whether there's one for it.
      if (orders?.count !== count) return false;
      const isSpare = orders.shards.length === 0;
      this.#means.observe({ is: 'discord', state: isSpare ? 'spare' : 'away' });
      return !isSpare;
    };
    await unlessAborted(awaitPlan(fleet, isGiven), signal);
    return { id: fleet.orders?.shards[0] ?? 0, count };
  }

  /** Goes by every plan from the login on, which its first shard ends. */
  #follow(fleet: Fleet): void {
    const { id, bot, moves, log } = this.#means;
    const { shards } = bot;
    const keeper = new ShardKeeper({ id, shards, handOver: (shard) => moves.leaveShard(shard), log });
    let isIn = false;
    fleet.on((plan) => {
      isIn ||= shards.ready.length > 0;
      if (isIn) keeper.follow(plan);
    });
  }
}

const awaitPlan = (fleet: Fleet, isEnough: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = fleet.on(() => {
      if (!isEnough()) return;
      stop();
      resolve();
    });
  });
