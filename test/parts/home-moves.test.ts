import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { Claims } from '../../src/claims/claims.ts';
import { makeGatewayClient } from '../../src/discord/gateway/gateway-client.ts';
import { RunningShards } from '../../src/discord/gateway/running-shards.ts';
import { RunningWork } from '../../src/discord/running-work.ts';
import { makeFleetPlan, NO_PLAN } from '../../src/fleet/fleet-plan.ts';
import type { MemberReport } from '../../src/fleet/member-report.ts';
import { HomeMoves } from '../../src/parts/home-moves.ts';
import { openStore } from '../../src/store/store.ts';
import { at } from '../place.ts';
import { VirtualClock } from '../virtual-clock.ts';

const log = pino({ level: 'silent' });

const report = (id: string, isLeaving: boolean): MemberReport => ({
  id,
  beat: 1,
  isLeaving,
  sessions: { open: 0, busy: 0, waiting: 0, limit: 0 },
  isSlow: false,
  shards: { is: 'own', count: 1, ready: [0] },
});

/** A process that answers in one of its two servers. Another one hears the same as soon as a plan says so. */
const open = async () => {
  const clock = new VirtualClock();
  const store = await openStore('memory:', log, { clock });
  const claims = new Claims({ leases: store.leases({ uptime: clock.now }), clock, log });
  const client = makeGatewayClient({ clock, log, observe() {}, shards: { ids: [0], count: 1 } });
  const running = new RunningWork(claims);
  const shards = new RunningShards(client);
  const answering = new Set(['busy']);
  const state = { isStoreHere: true, isLively: false };
  const moves = new HomeMoves({
    id: 'a',
    isStoreHere: () => state.isStoreHere,
    bot: { shards, running },
    claims,
    conversations: { isAnswering: (channel) => answering.has(channel) },
    calls: {
      moves: {
        holdsUp: () => state.isLively,
        isLively: () => state.isLively,
        goesWith: () => false,
        leave: async (_, giveUp) => giveUp(),
      },
    },
    clock,
  });
  for (const place of [at('busy', '1'), at('calm', '2')]) assert.ok(await claims.enter(place));
  const homes = () => claims.list().map(({ home }) => home);
  const plan = (...others: string[]) =>
    moves.follow(makeFleetPlan(NO_PLAN, [report('a', true), ...others.map((other) => report(other, false))], 10));
  return { clock, claims, moves, shards, running, answering, homes, plan, state };
};

test('a process that is stopped leaves what is calm at once, and what is busy when that is over', async () => {
  const { clock, claims, moves, answering, homes, plan } = await open();
  const leaving = moves.leaveAll(60_000);
  await clock.advance(500);
  assert.deepEqual(homes(), ['1', '2'], 'nobody is known who hears them');
  plan('b');
  await clock.advance(500);
  assert.deepEqual(homes(), ['1']);
  assert.equal(await clock.until(claims.enter(at('calm', '2'))), false, 'what was left is not taken again');
  const left = claims.enter(at('busy', '1'), true);
  assert.equal(await claims.enter(at('busy', '1')), true);
  answering.clear();
  await clock.until(leaving);
  assert.deepEqual(homes(), []);
  assert.equal(await clock.until(left), false);
});

test('what is left to the other process doesn’t keep that one from getting the home', async () => {
  const { clock, claims, moves, running, answering, homes, plan } = await open();
  const leaving = moves.leaveAll(60_000);
  plan('b');
  await clock.advance(500);
  for (let asked = 0; asked < 10; asked += 1) {
    running.add(claims.enter(at('busy', '1'), true), 'busy');
    await clock.advance(1_000);
    if (asked === 2) answering.clear();
  }
  assert.deepEqual(homes(), [], 'though somebody asks each second');
  await clock.until(leaving);
});

test('a process that may not take time to leave keeps its answers, for which a stop has time', async () => {
  const { clock, moves, homes, plan } = await open();
  plan('b');
  await clock.until(moves.leaveAll(0));
  await clock.advance(1_000);
  assert.deepEqual(homes(), ['1', '2']);
});

test('a process without others is stopped as soon as a plan says so', async () => {
  const { clock, moves, homes, plan } = await open();
  plan();
  const began = clock.now();
  await clock.until(moves.leaveAll(60_000));
  assert.ok(clock.now() - began < 200);
  assert.deepEqual(homes(), ['1', '2']);
});

test('what was left to a process that dies then is answered here, and so is all that comes later', async () => {
  const { clock, claims, moves, homes, plan } = await open();
  const leaving = moves.leaveAll(60_000);
  plan('b');
  await clock.advance(1_000);
  const left = claims.enter(at('calm', '2'), true);
  await clock.advance(4_500);
  assert.deepEqual(homes(), ['1']);
  plan();
  assert.equal(await clock.until(left), true);
  await clock.until(leaving);
  assert.deepEqual(homes(), ['1', '2']);
});

test('while the store is away nothing is left to others, who would not take it, and everything is answered', async () => {
  const { clock, claims, moves, homes, plan, state } = await open();
  // Their conversations are awake, so they aren't given back by themselves.
  for (const channel of ['busy', 'calm']) claims.keep(channel, new Promise(() => {}));
  plan('b');
  const leaving = moves.leaveAll(60_000);
  state.isStoreHere = false;
  const began = clock.now();
  await clock.advance(20_000);
  assert.deepEqual(homes(), ['1', '2']);
  assert.equal(await claims.enter(at('calm', '2'), true), true);
  state.isStoreHere = true;
  await clock.advance(1_000);
  assert.deepEqual(homes(), ['1']);
  state.isStoreHere = false;
  await clock.until(leaving);
  assert.ok(clock.now() - began >= 60_000 && clock.now() - began < 61_000, 'it goes on until its time is up');
  assert.deepEqual(homes(), ['1']);
});

test('where a call is too lively to move, what is written there is answered meanwhile', async () => {
  const { clock, claims, moves, homes, plan, state } = await open();
  plan('b');
  state.isLively = true;
  const leaving = moves.leaveAll(60_000);
  await clock.advance(10_000);
  assert.deepEqual(homes(), ['1', '2']);
  assert.equal(await claims.enter(at('calm', '2'), true), true);
  state.isLively = false;
  const left = claims.enter(at('calm', '2'), true);
  await clock.advance(2_000);
  assert.deepEqual(homes(), ['1']);
  assert.equal(await clock.until(left), false);
  await clock.until(leaving);
});

test('a home that comes only after its shard was closed is left to the process that hears it', async () => {
  const { clock, shards, answering, homes, plan, state } = await open();
  shards.keep([]);
  plan();
  await clock.advance(1_000);
  assert.deepEqual(homes(), ['1', '2'], 'nobody else hears them');
  state.isStoreHere = false;
  plan('b');
  await clock.advance(1_000);
  assert.deepEqual(homes(), ['1', '2'], 'nobody could take them');
  state.isStoreHere = true;
  plan('b');
  await clock.advance(500);
  assert.deepEqual(homes(), ['1']);
  answering.clear();
  await clock.advance(500);
  assert.deepEqual(homes(), []);
});

test('what is said on a shard that another process seems to have is answered here once a plan says that nobody else hears it', async () => {
  const { clock, claims, moves, shards, plan } = await open();
  for (const home of ['1', '2']) claims.giveUp(home);
  plan('b');
  shards.keep([]);
  assert.equal(await clock.until(claims.enter(at('calm', '2'))), false);
  const command = claims.enter(at('calm', '2'));
  await clock.advance(500);
  moves.follow(NO_PLAN);
  assert.equal(await clock.until(command), true);
});
