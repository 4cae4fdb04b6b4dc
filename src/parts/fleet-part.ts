import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Config } from '../config.ts';
import type { Bot } from '../discord/bot.ts';
import { Fleet } from '../fleet/fleet.ts';
import type { ConnectPace } from '../live/limits/connect-pace.ts';
import type { ConnectionPool } from '../live/limits/connection-pool.ts';
import type { Leases } from '../store/leases.ts';
import type { Store } from '../store/store.ts';

/** What of this process the others must know, and what they share. */
type FleetMeans = {
  store: Store;
  leases: Leases;
  bot: Pick<Bot, 'shareRequests'>;
  pool: ConnectionPool;
  pace: ConnectPace;
  clock: Clock;
  log: Logger;
};

/** This process among the others, if there may be any. */
export type FleetMember = { leave(): void; close(): Promise<void> };

/** A process that can't have others beside it. */
const ALONE: FleetMember = { leave() {}, close: async () => {} };

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
export const joinFleet = (config: Config, { store, leases, bot, pool, pace, clock, log }: FleetMeans): FleetMember => {
  if (!mayHaveOthers(config)) return ALONE;
  pool.resize(Math.max(1, Math.floor(config.maxOpenSessions * UNKNOWN_SHARE)));
  const fleet = new Fleet({
    store,
    leases,
    id: randomUUID(),
    most: config.maxOpenSessions,
    report: () => ({
      sessions: {
        open: pool.taken,
        busy: pool.busy,
        waiting: pool.waiting,
        limit: fleet.orders ? pool.most : 0,
      },
      isSlow: pace.isTold,
      shards: { is: 'own' },
    }),
    clock,
    log,
  });
  fleet.on(({ members, isSlow }) => {
    const { orders } = fleet;
    // A process that isn't counted yet, or was taken for dead, goes on as before until it's counted.
    if (orders) pool.resize(orders.sessions);
    const processes = Object.keys(members).length;
    pace.share(processes, isSlow);
    bot.shareRequests(processes);
  });
  fleet.start();
  return fleet;
};
