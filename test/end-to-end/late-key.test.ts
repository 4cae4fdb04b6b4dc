import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { openStore } from '../../src/store/store.ts';
import { spawnBot } from '../../world/bot-process.ts';
import { World } from '../../world/world.ts';
import { silent } from '../store/record.ts';
import { installed, redis } from '../store/servers.ts';
import { sqliteUrl } from '../store/stores.ts';
import { run } from '../terminal/program.ts';

const KIND = { name: 'turn', version: 1, lifetime: 60_000_000 };
const makeKey = () => randomBytes(32);

const program = installed('redis-server');
if (program)
  test('a bot that started without its store stops when that comes and has another key, and has written nothing', async (t) => {
    const world = await World.open({ visitor: 'any' });
    t.after(() => world.close());
    const server = await redis(t, program);
    const right = [makeKey()];
    const store = await openStore(server.url, silent, { storeKeys: right });
    await store.shelf(KIND).setSurely('1', 'kept');
    await store.close();
    await server.kill();
    const { discord, live } = world;
    const env = { STORE_KEY: makeKey().toString('base64') };
    await using bot = spawnBot({ discord, live, store: server.url, env });
    await bot.ready;
    await server.start();
    assert.deepEqual(await bot.exited, { code: 78, signal: null });
    const said = bot.logs.filter((line) => !line.startsWith('{')).join('\n');
    assert.match(said, /Parley can’t go on: What is stored was encrypted with another key\..*STORE_KEY=NEW,OLD/);
    const again = await openStore(server.url, silent, { storeKeys: right });
    assert.equal(await again.shelf(KIND).get('1'), 'kept');
    for await (const { text } of again.list('')) assert.ok(!text.startsWith('sealed1.'), 'nothing of another key');
    await again.close();
  });

test('reseal refuses while the bot runs, and goes on as soon as it has stopped', async (t) => {
  const world = await World.open({ visitor: 'any' });
  t.after(() => world.close());
  const url = await sqliteUrl(t);
  const env = { STORE_KEY: makeKey().toString('base64') };
  const { discord, live } = world;
  await using bot = spawnBot({ discord, live, store: url, env });
  await bot.ready;
  const reseal = () => run('src/terminal/reseal.ts', { env: { STORE_URL: url, ...env } });
  const refused = await reseal();
  assert.equal(refused.code, 1);
  assert.match(refused.err, /^Parley is running on this store/);
  assert.equal(await bot.stop(), 0);
  assert.equal((await reseal()).code, 0);
});
