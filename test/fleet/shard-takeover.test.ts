import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spawnBot } from '../../world/bot-process.ts';
import { shardOf } from '../../world/discord/snowflake.ts';
import { say } from '../../world/live/steps.ts';
import { World } from '../../world/world.ts';
import { sqliteUrl } from '../store/stores.ts';

/** So soon after a kill somebody is answered whose shard the dead process had, in milliseconds. */
const PROMISED = 10_000;

test('what a killed process heard is heard and answered by another one within ten seconds', async (t) => {
  const world = await World.open({});
  t.after(() => world.close());
  const { discord, live } = world;
  live.script = () => [say('Here I am.')];
  const guilds = [discord.guild('One')];
  // Which shard a server is on depends on the millisecond in which it's made.
  while (new Set(guilds.map(({ id }) => shardOf(id, 2))).size < 2) guilds.push(discord.guild('Another'));
  const places = guilds.map((guild) => ({ channel: guild.text('general'), ada: guild.member('Ada') }));
  const store = await sqliteUrl(t);
  const spawn = () => spawnBot({ discord, live, store, env: { SHARDS: 'auto', SHARD_COUNT: '2' } });
  const first = spawn();
  t.after(() => first.kill());
  await first.ready;
  const second = spawn();
  t.after(() => second.kill());
  await second.ready;
  const connected = () => discord.gateway.sessions.filter(({ socket }) => socket).map(({ shard: [id] }) => id);
  // The first one has closed what the second one has taken over.
  await discord.until(() => second.logs.length > 0 && connected().sort().join() === '0,1');
  await first.kill();
  const killed = performance.now();
  for (const { ada, channel } of places) await ada.says(`<@${discord.bot.id}> Are you there?`, { in: channel });
  const isAnswered = ({ channel }: (typeof places)[number]) =>
    channel.messages.some(({ author, content }) => author.id === discord.bot.id && /Here I am/.test(content));
  await discord.until(() => connected().length === 1);
  // Discord repeats nothing that nobody heard, so in the server of the dead process somebody asks once more when it's heard again.
  await discord.until(() => connected().length === 2 && connected().sort().join() === '0,1');
  for (const place of places)
    if (!isAnswered(place)) await place.ada.says(`<@${discord.bot.id}> And now?`, { in: place.channel });
  await discord.until(() => places.every(isAnswered));
  const took = performance.now() - killed;
  t.diagnostic(`answered ${Math.round(took)} ms after the kill`);
  assert.ok(took < PROMISED, `${took} ms`);
});
