import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { startParley } from '../../src/parley.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore } from '../../src/store/store.ts';
import { TEST_PATIENCE } from '../../world/patience.ts';
import { World } from '../../world/world.ts';
import { UNATTENDED } from '../end-to-end/bot.ts';
import { silent } from '../store/record.ts';
import { sqliteUrl } from '../store/stores.ts';

/** A world with some servers, a store beside it, and a Parley that can be started again and again. */
const open = async (t: TestContext) => {
  const world = await World.open({ visitor: 'any' });
  const url = await sqliteUrl(t);
  const store = await openStore(url, silent);
  t.after(async () => {
    await store.close();
    await world.close();
  });
  const list = async (kind: 'present' | 'departed') =>
    (await Array.fromAsync(store.shelf(RECORD_KINDS[kind]).each())).map(({ id }) => id).sort();
  /** Runs Parley until the store is as it should be. */
  const run = async (isDone: () => Promise<boolean>, env: Record<string, string> = {}) => {
    const config = readConfig({ ...world.settings, STORE_URL: url, HTTP_PORT: 'off', ...env });
    const log = pino({ level: 'silent' });
    const parley = await startParley(config, { ...UNATTENDED, clock: systemClock, log });
    const since = systemClock.now();
    try {
      while (!(await isDone())) {
        assert.ok(systemClock.now() - since < TEST_PATIENCE, `${await list('present')}; ${await list('departed')}`);
        await setImmediate();
      }
    } finally {
      await parley.stop();
    }
  };
  return { discord: world.discord, store, list, run };
};

test('a server that was left while nothing ran is noticed at the next start, and one in an outage is not', async (t) => {
  const { discord, store, list, run } = await open(t);
  const [stays, left, away, returns] = ['Stays', 'Left', 'Away', 'Returns'].map((name) => discord.guild(name));
  const ids = [stays, left, away, returns].map((guild) => guild?.id ?? '');
  const departed = store.shelf(RECORD_KINDS.departed);
  // From before it was noted where Parley is; and a server that Parley had been thrown out of, and was asked back to meanwhile.
  await store.shelf(RECORD_KINDS.conversation).setSurely('old', { server: '900000000000000001', turns: 1 });
  await departed.setSurely(returns?.id ?? '', { at: 1 });
  await run(async () => (await list('present')).length === 4);
  assert.deepEqual(await list('present'), ids.toSorted());
  assert.deepEqual(await list('departed'), ['900000000000000001']);

  left?.kickBot();
  away?.goesAway();
  // What is new is noted last.
  const { id: last } = discord.guild('New');
  const before = Date.now();
  await run(async () => (await list('present')).includes(last));
  assert.deepEqual(await list('departed'), ['900000000000000001', left?.id].toSorted());
  const { at } = ((await departed.get(left?.id ?? '')) ?? { at: 0 }) as { at: number };
  assert.ok(at >= before, 'the thirty days begin when it was noticed');
});

test('a process judges only the servers of its own shards', async (t) => {
  const { discord, list, run } = await open(t);
  const guilds = Array.from({ length: 6 }, (_, index) => discord.guild(`Server ${index}`));
  await run(async () => (await list('present')).length === guilds.length);
  const isOf = (shard: number) => (guild: { id: string }) => Number((BigInt(guild.id) >> 22n) % 2n) === shard;
  const [own, others] = [guilds.filter(isOf(0)), guilds.filter(isOf(1))];
  assert.ok(own.length > 1 && others.length > 1, 'both shards have servers');
  own[0]?.kickBot();
  others[0]?.kickBot();
  // What is new is noted last.
  let last = discord.guild('New');
  while (!isOf(0)(last)) last = discord.guild('New');
  await run(async () => (await list('present')).includes(last.id), { SHARDS: '0', SHARD_COUNT: '2' });
  assert.deepEqual(await list('departed'), [own[0]?.id]);
  await run(async () => (await list('departed')).length > 1, { SHARDS: '1', SHARD_COUNT: '2' });
  assert.deepEqual(await list('departed'), [own[0]?.id, others[0]?.id].sort());
});
