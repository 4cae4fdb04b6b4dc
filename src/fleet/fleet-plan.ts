import type { MemberReport, ShardWish } from './member-report.ts';
import { shareSessions } from './session-shares.ts';
import { splitShards } from './shard-assignment.ts';

/**
 * What is laid down for one process: how many sessions it may have open, its shards out of `count`, on which of them it
 * hears Discord, and which of these it's handing over. One with shards of its own has no count; on which it hears Discord is told in `own`. Both are told of one that
 * is leaving, too.
 */
export type MemberOrders = {
  sessions: number;
  count?: number;
  shards: readonly number[];
  ready: readonly number[];
  leaving?: readonly number[];
  own?: { count: number; ready: readonly number[] };
  isLeaving?: boolean;
};

/** What all processes of a store go by. */
export type FleetPlan = {
  /** By the id of the process: all that live. */
  members: Readonly<Record<string, MemberOrders>>;
  /** Google closed a connection for quota lately, so all processes slow down. */
  isSlow: boolean;
};

/** What is planned while no process has told of itself. */
export const NO_PLAN: FleetPlan = { members: {}, isSlow: false };

/** Plans anew for these processes, going on from the plan before. Equal reports make equal plans. */
export const makeFleetPlan = (before: FleetPlan, reports: readonly MemberReport[], most: number): FleetPlan => {
  const all = reports.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const sessions = shareSessions(
    most,
    all.map(({ id, isLeaving, sessions: count }) => ({
      ...count,
      id,
      isLeaving,
      before: before.members[id]?.sessions ?? 0,
    })),
  );
  const shards = planShards(before, all);
  const members = all.map(({ id, shards: wish, isLeaving }) => [
    id,
    {
      sessions: sessions.get(id) ?? 0,
      shards: shards.get(id) ?? [],
      ...tellReady(wish),
      ...(isLeaving && { isLeaving }),
    },
  ]);
  return { members: Object.fromEntries(members), isSlow: all.some(({ isSlow }) => isSlow) };
};

const tellReady = (wish: ShardWish): Pick<MemberOrders, 'count' | 'ready' | 'leaving' | 'own'> => {
  if (wish.is === 'planned') {
    const { count, ready, leaving = [] } = wish;
    return { count, ready: [...ready], ...(leaving.length > 0 && { leaving: [...leaving] }) };
  }
  const { count, ready } = wish;
  return { ready: [], ...(count !== undefined && ready && { own: { count, ready: [...ready] } }) };
};

/** Processes that count their shards differently share none: two versions of a fleet run side by side in a deploy. */
const planShards = (before: FleetPlan, reports: readonly MemberReport[]): Map<string, number[]> => {
  const takers = reports.flatMap(({ id, isLeaving, shards }) =>
    shards.is === 'planned' && !isLeaving
      ? [{ id, count: shards.count, given: before.members[id]?.shards ?? [], ready: shards.ready }]
      : [],
  );
  const fleets = Map.groupBy(takers, ({ count }) => count);
  return new Map(
    [...fleets].flatMap(([count, fleet]) => {
      // Who still hears a shard that another one was given hands it over, and doesn't get it back.
      const given = new Set(fleet.flatMap((taker) => taker.given));
      const has = (taker: (typeof fleet)[number]) => [
        ...taker.given,
        ...taker.ready.filter((shard) => !given.has(shard)),
      ];
      return [
        ...splitShards(
          count,
          fleet.map((taker) => ({ id: taker.id, has: has(taker) })),
        ),
      ];
    }),
  );
};
