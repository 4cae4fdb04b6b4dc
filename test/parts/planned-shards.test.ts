import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import type { Event } from '../../src/base/events.ts';
import { makeGatewayClient } from '../../src/discord/gateway/gateway-client.ts';
import { RunningShards } from '../../src/discord/gateway/running-shards.ts';
import { Fleet } from '../../src/fleet/fleet.ts';
import type { ShardWish } from '../../src/fleet/member-report.ts';
import { PlannedShards } from '../../src/parts/planned-shards.ts';
import { openStore } from '../../src/store/store.ts';
import { VirtualClock } from '../virtual-clock.ts';

const log = pino({ level: 'silent' });
const { signal } = new AbortController();

/** Processes of one store, none of which logs in. */
const open = async () => {
  const clock = new VirtualClock();
  const store = await openStore('memory:', log, { clock });
  const leases = store.leases({ uptime: clock.now });
  const join = (id: string, wish: () => ShardWish) => {
    const sessions = { open: 0, busy: 0, waiting: 0, limit: 0 };
    const report = () => ({ sessions, isSlow: false, shards: wish() });
    const fleet = new Fleet({ store, leases, id, most: 10, report, clock, log });
    fleet.start();
    return fleet;
  };
  const enter = (id: string, count: number | 'auto', recommended = 0) => {
    const events: Event[] = [];
    const observe = (event: Event) => events.push(event);
    const client = makeGatewayClient({ clock, log, observe, shards: { ids: [0], count: 1 } });
    const bot = { shards: new RunningShards(client) };
    const planned = new PlannedShards(count, { id, bot, moves: { leaveShard: async () => {} }, log, observe });
    const fleet = join(id, () => planned.wish ?? { is: 'own' });
    const chosen = planned.choose(fleet, async () => recommended, signal);
    return { fleet, events, chosen };
  };
  return { clock, join, enter };
};

test('a process that others leave no shard to is told of as spare, and not once it gets one', async () => {
  const { clock, join, enter } = await open();
  const first = join('a', () => ({ is: 'planned', count: 2, ready: [0] }));
  const second = join('b', () => ({ is: 'planned', count: 2, ready: [1] }));
  await clock.advance(3_000);
  const { fleet, events, chosen } = enter('c', 2);
  await clock.advance(10_000);
  assert.deepEqual(
    new Set(events.map((event) => JSON.stringify(event))),
    new Set(['{"is":"discord","state":"spare"}']),
  );
  await clock.until(second.close());
  assert.deepEqual(await clock.until(chosen), { id: 1, count: 2 });
  assert.deepEqual(events.at(-1), { is: 'discord', state: 'away' });
  for (const one of [fleet, first]) await clock.until(one.close());
});

test('a process that gets a shard at once was never spare', async () => {
  const { clock, join, enter } = await open();
  const first = join('a', () => ({ is: 'planned', count: 2, ready: [0, 1] }));
  await clock.advance(3_000);
  const { fleet, events, chosen } = enter('b', 2);
  assert.equal((await clock.until(chosen)).count, 2);
  assert.ok(events.every((event) => event.is === 'discord' && event.state === 'away'));
  for (const one of [fleet, first]) await clock.until(one.close());
});

test('once a process has a shard, plans say no more of whether it hears Discord', async () => {
  const { clock, join, enter } = await open();
  const first = join('a', () => ({ is: 'planned', count: 2, ready: [0, 1] }));
  await clock.advance(3_000);
  const { fleet, events, chosen } = enter('b', 2);
  await clock.until(chosen);
  const { length } = events;
  await clock.advance(30_000);
  assert.equal(events.length, length);
  for (const one of [fleet, first]) await clock.until(one.close());
});

test('a process doesn’t come back to shards that Discord is about to refuse', async () => {
  const { clock, join, enter } = await open();
  const first = join('a', () => ({ is: 'planned', count: 2, ready: [0, 1] }));
  await clock.advance(3_000);
  const near = enter('b', 'auto', 3);
  assert.equal((await clock.until(near.chosen)).count, 2);
  const beyond = enter('c', 'auto', 5);
  assert.equal((await clock.until(beyond.chosen)).count, 5);
  for (const one of [near.fleet, beyond.fleet, first]) await clock.until(one.close());
});
