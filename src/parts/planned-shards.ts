import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { unlessAborted } from '../base/clock.ts';
import type { Claims } from '../claims/claims.ts';
import { handOverHomes } from '../claims/hand-over.ts';
import type { Bot } from '../discord/bot.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { ShardWish } from '../fleet/member-report.ts';
import { ShardKeeper } from '../fleet/shard-keeper.ts';

/** For how long an answer may go on while its shard is handed over, in milliseconds. Hardly any takes longer. */
const PATIENCE = 60_000;

type PlannedShardsMeans = {
  /** This process in the plan. */
  id: string;
  bot: Pick<Bot, 'shards' | 'running'>;
  claims: Claims;
  /** Whether an answer is under way in a channel. */
  isAnswering(channel: string): boolean;
  clock: Clock;
  log: Logger;
};

/** The shards of a process that gets them from the plan: the first one for its login, and what comes and goes from then on. */
export class PlannedShards {
  readonly #count: number | 'auto';
  readonly #means: PlannedShardsMeans;
  #wish: ShardWish = { is: 'own' };

  /** @param count how many shards there are in all, or `auto`: as many as the others have, or Discord recommends */
  constructor(count: number | 'auto', means: PlannedShardsMeans) {
    this.#count = count;
    this.#means = means;
  }

  /** What the others are told of it. */
  get wish(): ShardWish {
    return this.#wish.is === 'own' ? this.#wish : { ...this.#wish, ready: this.#means.bot.shards.ready };
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
    const known = Object.values(fleet.plan.members).find(({ count }) => count !== undefined)?.count;
    // Discord recommends more as the bot grows. Processes that come later count as the first ones did.
    const count = this.#count === 'auto' ? (known ?? wanted) : wanted;
    this.#wish = { is: 'planned', count, ready: [] };
    this.#follow(fleet);
    fleet.hurry();
    this.#means.log.info({ event: 'shard.waiting', shards: count }, 'waiting for a shard to run');
    await unlessAborted(
      awaitPlan(fleet, () => (fleet.orders?.shards.length ?? 0) > 0),
      signal,
    );
    return { id: fleet.orders?.shards[0] ?? 0, count };
  }

  /** Goes by every plan from the login on, which its first shard ends. */
  #follow(fleet: Fleet): void {
    const { id, bot, claims, isAnswering, clock, log } = this.#means;
    const { signal } = new AbortController();
    const { shards } = bot;
    claims.restrict(({ server }) => shards.isKept(server));
    const keeper = new ShardKeeper({
      id,
      shards,
      handOver: (shard) =>
        handOverHomes(claims, {
          isLeaving: ({ server }) => shards.find(server) === shard,
          isAnswering: (channel) => isAnswering(channel) || bot.running.isIn(channel),
          patience: PATIENCE,
          clock,
          signal,
        }),
      log,
    });
    let isIn = false;
    fleet.on((plan) => {
      isIn ||= shards.ready.length > 0;
      if (isIn) keeper.follow(plan);
    });
  }
}

const awaitPlan = (fleet: Fleet, isEnough: () => boolean): Promise<void> =>
  new Promise((resolve) => fleet.on(() => isEnough() && resolve()));
