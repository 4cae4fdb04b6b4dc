import type { MemberReport } from './member-report.ts';
import { shareSessions } from './session-shares.ts';
import { splitShards } from './shard-assignment.ts';

/**
 * What is laid down for one process: how many sessions it may have open, its shards out of `count`, and on which of them it
 * hears Discord. One with shards of its own has no count.
 */
export type MemberOrders = {
  sessions: number;
  count?: number;
  shards: readonly number[];
  ready: readonly number[];
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
  const members = all.map(({ id, shards: wish }) => [
    id,
    {
      sessions: sessions.get(id) ?? 0,
      shards: shards.get(id) ?? [],
      ready: wish.is === 'planned' ? [...wish.ready] : [],
      ...(wish.is === 'planned' && { count: wish.count }),
    },
  ]);
  return { members: Object.fromEntries(members), isSlow: all.some(({ isSlow }) => isSlow) };
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
