import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { spawnBot } from '../../../world/bot-process.ts';
import { shardOf } from '../../../world/discord/snowflake.ts';
import { World } from '../../../world/world.ts';
import { installed, redis } from '../../store/servers.ts';
import { sqliteUrl } from '../../store/stores.ts';
import { chatty, converses, PANEL, voiceProcesses } from './talks.ts';

/** How many shards the processes share; the second process gets the last one. */
const COUNT = 2;

/** A call, encrypted end to end, in a server whose shard the next process gets. */
const movesWithItsShard = async (t: TestContext, store: string) => {
  const world = await World.open({ voice: true, model: chatty });
  t.after(() => world.close());
  const { discord, live } = world;
  let guild = discord.guild('Workshop');
  while (shardOf(guild.id, COUNT) !== COUNT - 1) guild = discord.guild('Workshop');
  const [general, lounge, ada] = [guild.text('general'), guild.voice('Lounge'), guild.member('Ada')];
  const start = async () => {
    const bot = spawnBot({ discord, live, store, env: { SHARDS: 'auto', SHARD_COUNT: `${COUNT}` } });
    t.after(() => bot.kill());
    await bot.ready;
    return bot;
  };
  const stage = { discord, voice: discord.voice, guild, general, ada };
  const first = await start();
  // It opens its second shard after the login.
  await discord.ready();
  ada.joins(lounge);
  await ada.slash('join', {}, { in: general });
  const before = await discord.voice.connected(lounge);
  await converses(stage);
  const second = await start();
  await discord.until(() => discord.voice.clients.some((one) => one !== before));
  const after = await discord.voice.connected(lounge);
  assert.equal(after.daveVersion, 1);
  await converses(stage);
  assert.equal((await voiceProcesses(second)).length, 1);
  // The first one still has the other shard, and nothing of this call.
  await discord.until(() => discord.gateway.sessions.filter(({ socket }) => socket).length === COUNT);
  assert.equal(general.messages.filter(({ text }) => PANEL.test(text)).length, 1);
  assert.equal(await first.stop(), 0);
  await converses(stage);
  assert.equal(discord.voice.clients.at(-1), after, 'what the first process does has nothing to do with it any more');
};

test('a call moves with its shard to another process', (t) => sqliteUrl(t).then((url) => movesWithItsShard(t, url)));

const program = installed('redis-server');
if (program)
  test('a call moves with its shard on a store that machines share, too', async (t) => {
    const { url } = await redis(t, program);
    await movesWithItsShard(t, url);
  });
