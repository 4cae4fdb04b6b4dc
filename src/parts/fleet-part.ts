import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Observe } from '../base/events.ts';
import type { Config } from '../config.ts';
import type { Bot } from '../discord/bot.ts';
import type { BotCredentials } from '../discord/gateway/login.ts';
import type { ChooseShard } from '../discord/gateway/running-shards.ts';
import { Fleet } from '../fleet/fleet.ts';
import type { FleetPlan } from '../fleet/fleet-plan.ts';
import type { SessionCount } from '../fleet/member-report.ts';
import { SharedRegistration } from '../fleet/shared-registration.ts';
import type { ConnectPace } from '../live/limits/connect-pace.ts';
import type { ConnectionPool } from '../live/limits/connection-pool.ts';
import type { Leases } from '../store/leases.ts';
import type { Store } from '../store/store.ts';
import { HomeMoves, type HomeMovesMeans } from './home-moves.ts';
import { PlannedShards } from './planned-shards.ts';

/** What of this process the others must know, and what they share. */
type FleetMeans = Omit<HomeMovesMeans, 'id' | 'bot' | 'isStoreHere'> & {
  store: Store;
  leases: Leases;
  bot: Pick<Bot, 'shareRequests' | 'shards' | 'running'>;
  pool: ConnectionPool;
  pace: ConnectPace;
  log: Logger;
  observe: Observe;
};

/** This process among the others, if there may be any. */
export type FleetMember = {
  /** Leaves what goes on here to the others, as far as they hear it; see {@link HomeMoves.leaveAll}. */
  leave(patience: number): Promise<void>;
  close(): Promise<void>;
  /**
   * What the bot's start needs of the others: has the commands registered once for all, and chooses the shard to log in with
   * if this process gets its shards from the plan.
   */
  start: Pick<BotCredentials, 'registerOnce'> & { chooseShard?: ChooseShard };
};

/** A process that can't have others beside it. */
const ALONE: FleetMember = { leave: async () => {}, close: async () => {}, start: {} };

/** As long as nothing is known of the others, a process takes no more than this part of what all may have together. */
const UNKNOWN_SHARE = 1 / 4;

/**
 * Whether several processes may share the store: it's a server's, or the shards are told apart. A file with all shards is one
 * process', which then pays for nothing.
 */
const mayHaveOthers = ({ storeUrl, shards }: Config): boolean =>
  !storeUrl.startsWith('memory:') &&
  (!storeUrl.startsWith('sqlite:') || shards.ids !== 'auto' || shards.count !== 'auto');

/** Shares with the other processes of the store what Google and Discord count for all of them together. */
export const joinFleet = (config: Config, means: FleetMeans): FleetMember => {
  if (!mayHaveOthers(config)) return ALONE;
  const { store, leases, bot, pool, pace, clock, log } = means;
  const id = randomUUID();
  const { ids, count } = config.shards;
  const moves = new HomeMoves({ ...means, id, isStoreHere: () => store.health().is === 'here' });
  const shards = ids === 'auto' ? new PlannedShards(count, { ...means, id, moves }) : undefined;
  pool.resize(Math.max(1, Math.floor(config.maxOpenSessions * UNKNOWN_SHARE)));
  const fleet: Fleet = new Fleet({
    store,
    leases,
    id,
    most: config.maxOpenSessions,
    report: () => ({
      sessions: countSessions(pool, fleet),
      isSlow: pace.isTold,
      shards: shards?.wish ?? { is: 'own', count: bot.shards.count, ready: bot.shards.ready },
    }),
    clock,
    log,
  });
  fleet.on((plan) => {
    moves.follow(plan);
    followPlan(plan, fleet, means);
  });
  fleet.start();
  return {
    leave: (patience) => {
      fleet.leave();
      return moves.leaveAll(patience);
    },
    close: () => fleet.close(),
    start: {
      registerOnce: makeRegisterOnce(means),
      ...(shards && { chooseShard: (recommend, signal) => shards.choose(fleet, recommend, signal) }),
    },
  };
};

const followPlan = ({ members, isSlow }: FleetPlan, { orders }: Fleet, { bot, pool, pace }: FleetMeans): void => {
  // A process that isn't counted yet, or was taken for dead, goes on as before until it's counted.
  if (orders) pool.resize(orders.sessions);
  const processes = Object.keys(members).length;
  pace.share(processes, isSlow);
  bot.shareRequests(processes);
};

const countSessions = ({ taken: open, busy, waiting, most }: ConnectionPool, { orders }: Fleet): SessionCount => ({
  open,
  busy,
  waiting,
  limit: orders ? most : 0,
});

const makeRegisterOnce = (means: FleetMeans): FleetMember['start']['registerOnce'] => {
  const registration = new SharedRegistration(means);
  return (...of) => registration.find(...of);
};
