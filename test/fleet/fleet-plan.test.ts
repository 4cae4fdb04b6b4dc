import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { Census } from '../../src/fleet/census.ts';
import { type FleetPlan, type MemberOrders, makeFleetPlan } from '../../src/fleet/fleet-plan.ts';
import type { MemberReport } from '../../src/fleet/member-report.ts';
import { ShardKeeper } from '../../src/fleet/shard-keeper.ts';

const report = (id: string, ready: readonly number[], more: Partial<MemberReport> = {}): MemberReport => ({
  id,
  beat: 1,
  isLeaving: false,
  sessions: { open: 0, busy: 0, waiting: 0, limit: 0 },
  isSlow: false,
  shards: { is: 'planned', count: 6, ready },
  ...more,
});

const orders = (shards: readonly number[], more: Partial<MemberOrders> = {}): MemberOrders => ({
  sessions: 1,
  count: 6,
  shards,
  ready: [],
  ...more,
});

const planOf = (members: FleetPlan['members']): FleetPlan => ({ members, isSlow: false });

const shardsOf = ({ members }: FleetPlan) =>
  Object.fromEntries(Object.entries(members).map(([id, { shards }]) => [id, [...shards].join()]));

test('a process that took another place is counted once, by what it told there last', () => {
  const census = new Census();
  const left = report('a', [0]);
  census.count([left, report('b', [3])], 0);
  for (const beat of [2, 3, 4, 5, 6]) {
    const all = [left, report('b', [3], { beat }), report('a', [0, 1], { beat })];
    const counted = census.count(all, beat * 1_000);
    assert.deepEqual(counted.map(({ id, beat }) => [id, beat]).sort(), [
      ['a', beat],
      ['b', beat],
    ]);
  }
});

test('after an outage of the store nobody is taken for dead before there was time to tell of itself', () => {
  const census = new Census();
  const count = (now: number, ...beats: number[]) =>
    census.count(
      beats.map((beat, index) => report(`${index}`, [], { beat })),
      now,
    ).length;
  assert.equal(count(0, 1, 1), 2);
  assert.equal(count(1_000, 2, 2), 2);
  // The one that counts is the first one that is back.
  assert.equal(count(60_000, 3, 2), 2);
  assert.equal(count(61_000, 4, 3), 2);
  // Who doesn't come back is noticed as ever.
  assert.deepEqual([62_000, 63_000, 64_000, 65_000].map((now, index) => count(now, 5 + index, 3)).at(-1), 1);
});

test('who still hears the shards that others were given does not get them back', () => {
  const before = planOf({ a: orders([0, 1]), b: orders([4, 5]), c: orders([2, 3]) });
  const reports = [report('a', [0, 1, 2, 3, 4, 5]), report('b', []), report('c', [])];
  assert.deepEqual(shardsOf(makeFleetPlan(before, reports, 10)), { a: '0,1', b: '4,5', c: '2,3' });
});

test('a shard of another count takes no servers over', async () => {
  const removed: number[] = [];
  const keeper = new ShardKeeper({
    id: 'a',
    shards: {
      open: [2],
      ready: [2],
      keep() {},
      add: async () => {},
      remove: async (shard) => void removed.push(shard),
    },
    handOver: async () => {},
    log: pino({ level: 'silent' }),
  });
  const follow = async (count: number) => {
    keeper.follow(planOf({ a: orders([]), b: orders([2], { count, ready: [2] }) }));
    await new Promise(setImmediate);
  };
  await follow(12);
  assert.deepEqual(removed, []);
  await follow(6);
  assert.deepEqual(removed, [2]);
});

test('a shard that comes back to a process which still hands it over is not handed over by both', async () => {
  const removed: number[] = [];
  const shards = { open: [2], ready: [2], keep() {}, add: async () => {}, remove: async () => void removed.push(2) };
  const keeper = new ShardKeeper({ id: 'a', shards, handOver: async () => {}, log: pino({ level: 'silent' }) });
  const follow = async (leaving: readonly number[]) => {
    keeper.follow(planOf({ a: orders([]), b: orders([2], { ready: [2], leaving }) }));
    await new Promise(setImmediate);
  };
  await follow([2]);
  assert.deepEqual(removed, []);
  await follow([]);
  assert.deepEqual(removed, [2]);
});

test('a shard that could not be opened is opened by the next plan', async () => {
  const tried: number[] = [];
  const keeper = new ShardKeeper({
    id: 'a',
    shards: {
      open: [],
      ready: [],
      keep() {},
      add: async (shard) => {
        tried.push(shard);
        throw new Error('Discord is away');
      },
      remove: async () => {},
    },
    handOver: async () => {},
    log: pino({ level: 'silent' }),
  });
  for (const times of [1, 2]) {
    // While it's being opened, it isn't opened twice.
    for (let plans = 0; plans < 2; plans += 1) keeper.follow(planOf({ a: orders([3]) }));
    await new Promise(setImmediate);
    assert.equal(tried.length, times);
  }
});

test('a shard that is only reconnecting stays until the one that gets it hears its servers', async () => {
  const removed: number[] = [];
  const shards = {
    open: [1, 2],
    ready: [1],
    keep() {},
    add: async () => {},
    remove: async (shard: number) => {
      removed.push(shard);
      shards.open = shards.open.filter((one) => one !== shard);
    },
  };
  const keeper = new ShardKeeper({ id: 'a', shards, handOver: async () => {}, log: pino({ level: 'silent' }) });
  const follow = async (mine: readonly number[], ready: readonly number[]) => {
    keeper.follow(planOf({ a: orders(mine), b: orders([1, 2], { ready }) }));
    await new Promise(setImmediate);
  };
  await follow([1, 2], []);
  shards.ready = [];
  await follow([], []);
  // The other one was never ready, so nobody has said anything there.
  assert.deepEqual(removed, [2]);
  await follow([], [1]);
  assert.deepEqual(removed, [2, 1]);
});
