import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { Events } from 'discord.js';
import { pino } from 'pino';
import { systemClock } from '../../../src/base/clock.ts';
import { makeThrottlerBuilder } from '../../../src/discord/gateway/identify-throttle.ts';
import { IdentifyTurns } from '../../../src/fleet/identify-turns.ts';
import { openStore } from '../../../src/store/store.ts';
import { openDiscord } from '../../../world/discord/discord-scene.ts';

/**
 * Discord's five seconds, made short, and its 16 at a time, made few. Ours are longer, because a busy machine may take a while
 * from a turn to what is sent.
 */
const SPAN = 200;
const OURS = 1_200;

const open = async (t: TestContext, { clock = systemClock } = {}) => {
  const { discord, login } = await openDiscord(t);
  Object.assign(discord.gateway.identifyLimit, { span: SPAN, concurrency: 2 });
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const store = await openStore('memory:', log);
  t.after(() => store.close());
  /** What one more process builds its clients with. */
  const startProcess = () => {
    const turns = new IdentifyTurns({ leases: store.leases(), clock: systemClock, random: Math.random, span: OURS });
    return { ws: { buildIdentifyThrottler: makeThrottlerBuilder({ turns, clock, log }) } };
  };
  return { discord, login, lines, startProcess };
};

test('three processes with two shards each log in at the same time, and none is turned away', async (t) => {
  const { discord, login, startProcess } = await open(t);
  const shards = [
    [0, 1],
    [2, 3],
    [4, 5],
  ];
  await Promise.all(shards.map((ids) => login({ ...startProcess(), shards: ids, shardCount: 6 })));
  const { refused, log } = discord.gateway.identifyLimit;
  assert.equal(refused, 0);
  assert.deepEqual(log.map(({ shard }) => shard).sort(), shards.flat());
  assert.equal(discord.sessionStarts.remaining, 1_000 - 6);
});

test('without a common pace Discord turns them away, and they have to try again', async (t) => {
  const { discord, login } = await open(t);
  let early = 2;
  const hasty = {
    waitForIdentify: async () => {
      early -= 1;
      if (early < 0) await systemClock.sleep(SPAN);
    },
  };
  const ws = { buildIdentifyThrottler: async () => hasty };
  await login({ ws, shards: [0, 2], shardCount: 4 });
  assert.ok(discord.gateway.identifyLimit.refused > 0);
});

test('a shard waits while Discord has no sessions left, and identifies when it has', async (t) => {
  const waited = Promise.withResolvers<number>();
  const over = Promise.withResolvers<void>();
  /** The clock of the throttle alone: an hour of it ends when the test says so. */
  const clock = {
    ...systemClock,
    sleep: async (ms: number, signal?: AbortSignal) => {
      waited.resolve(ms);
      await over.promise;
      signal?.throwIfAborted();
    },
  };
  let passed = 0;
  const { discord, login, lines, startProcess } = await open(t, {
    clock: { ...clock, now: () => systemClock.now() + passed },
  });
  const client = await login(startProcess());
  Object.assign(discord.sessionStarts, { remaining: 0, reset_after: 3_600_000 });
  passed = 60_000;
  const ready = once(client, Events.ShardReady);
  discord.gateway.invalidate(false);
  assert.equal(await waited.promise, 3_600_000);
  assert.ok(lines.some((line) => JSON.parse(line).event === 'gateway.spent'));
  assert.equal(discord.gateway.identifies, 1);
  Object.assign(discord.sessionStarts, { remaining: 1_000, reset_after: 0 });
  passed += 3_600_000;
  over.resolve();
  await ready;
  assert.equal(discord.gateway.identifies, 2);
});
