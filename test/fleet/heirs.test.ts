import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FleetPlan, makeFleetPlan, NO_PLAN } from '../../src/fleet/fleet-plan.ts';
import { Heirs } from '../../src/fleet/heirs.ts';
import type { MemberReport, ShardWish } from '../../src/fleet/member-report.ts';

const report = (id: string, shards: ShardWish, isLeaving = false): MemberReport => ({
  id,
  beat: 1,
  isLeaving,
  sessions: { open: 0, busy: 0, waiting: 0, limit: 0 },
  isSlow: false,
  shards,
});
const own = (count: number, ...ready: number[]): ShardWish => ({ is: 'own', count, ready });
const planned = (count: number, ...ready: number[]): ShardWish => ({ is: 'planned', count, ready });
const plan = (reports: MemberReport[], before: FleetPlan = NO_PLAN) => makeFleetPlan(before, reports, 10);

/** Of 4 shards it's on shard 2, and of 2 on shard 0. */
const SERVER = `${2n << 22n}`;

test('a twin that starts is awaited, and hears everything once it has its shard', () => {
  const starting = new Heirs(plan([report('a', own(1, 0), true), report('b', own(1))]), 'a');
  assert.deepEqual([starting.hear(SERVER), starting.awaits([0])], [false, true]);
  const there = new Heirs(plan([report('a', own(1, 0), true), report('b', own(1, 0))]), 'a');
  assert.deepEqual([there.hear(SERVER), there.hear(undefined), there.awaits([0])], [true, true, false]);
});

test('nobody takes over from the last process, nor one that is leaving itself', () => {
  const all = [[report('a', own(1, 0), true)], [report('a', own(1, 0), true), report('b', own(1, 0), true)]];
  for (const reports of all) {
    const heirs = new Heirs(plan(reports), 'a');
    assert.deepEqual([heirs.hear(SERVER), heirs.awaits([0])], [false, false]);
  }
});

test('processes with other shards of their own take nothing over, and one that counts them differently may', () => {
  const others = new Heirs(plan([report('a', own(4, 2), true), report('b', own(4, 0, 1, 3))]), 'a');
  assert.deepEqual([others.hear(SERVER), others.hear(undefined), others.awaits([2])], [false, true, false]);
  const another = new Heirs(plan([report('a', own(4, 2), true), report('b', own(2, 0))]), 'a');
  assert.deepEqual([another.hear(SERVER), another.listHearers(SERVER)], [true, ['b']]);
});

test('shards that the plan gives to others are awaited until they hear them', () => {
  const before = plan([report('a', planned(2, 0, 1)), report('b', planned(2))]);
  // The plan doesn't know yet that it's leaving.
  assert.equal(new Heirs(before, 'a').awaits([0]), true);
  const leaving = plan([report('a', planned(2, 0, 1), true), report('b', planned(2, 1))], before);
  const heirs = new Heirs(leaving, 'a');
  assert.deepEqual([heirs.hear(SERVER), heirs.awaits([0]), heirs.awaits([1])], [false, true, false]);
  const taken = new Heirs(plan([report('a', planned(2), true), report('b', planned(2, 0, 1))], leaving), 'a');
  assert.deepEqual([taken.hear(SERVER), taken.awaits([0])], [true, false]);
});

test('nothing is left to a process that hands the shard over itself, which leaves it all the same', () => {
  const wish: ShardWish = { is: 'planned', count: 2, ready: [0], leaving: [0] };
  const both = plan([report('a', planned(2, 0)), report('b', wish)]);
  assert.deepEqual([new Heirs(both, 'a').listHearers(SERVER), new Heirs(both, 'b').listHearers(SERVER)], [[], ['a']]);
  const before = plan([report('a', planned(2, 0, 1))]);
  assert.equal(new Heirs(plan([report('a', planned(2, 0, 1)), report('b', wish)], before), 'a').isSucceeding, true);
});

test('a process knows that another one will leave something to it, and a version that tells less is no harm', () => {
  assert.equal(new Heirs(plan([report('a', own(1, 0), true), report('b', own(1, 0))]), 'b').isSucceeding, true);
  assert.equal(new Heirs(plan([report('a', own(1, 0)), report('b', own(1, 0))]), 'b').isSucceeding, false);
  const before = plan([report('a', planned(2, 0, 1))]);
  const moving = plan([report('a', planned(2, 0, 1)), report('b', planned(2))], before);
  assert.deepEqual([new Heirs(moving, 'b').isSucceeding, new Heirs(moving, 'a').isSucceeding], [true, false]);
  const older = new Heirs(plan([report('a', { is: 'own' }), report('b', own(1, 0))]), 'b');
  assert.deepEqual([older.hear(SERVER), older.awaits([0]), older.isSucceeding], [false, false, false]);
});
