import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Events, Status } from 'discord.js';
import { systemClock } from '../../../src/base/clock.ts';
import { logIn, makeGatewayClient } from '../../../src/discord/gateway/gateway-client.ts';
import { ChannelsOfServer } from '../../../src/discord/gateway/kept-channels.ts';
import { RunningShards } from '../../../src/discord/gateway/running-shards.ts';
import { sendDirectMessage } from '../../../src/discord/outbound/direct-message.ts';
import { openDiscord } from '../../../world/discord/discord-scene.ts';
import { shardOf } from '../../../world/discord/snowflake.ts';
import { silent } from '../../store/record.ts';

/** Lets the objects go that nobody has. */
const collectGarbage = async () => {
  setFlagsFromString('--expose-gc');
  await setImmediate();
  runInNewContext('gc')();
};

/** The client of a process, in a server with some channels, of which so many stay awake. */
const connect = async (t: TestContext, channels: number, count = 1) => {
  const { discord } = await openDiscord(t);
  const server = discord.guild('Workshop');
  const texts = ['one', 'two', 'three', 'four'].map((name) => server.text(name));
  const made = makeGatewayClient({
    apiUrl: discord.api,
    shards: { ids: [shardOf(server.id, count)], count },
    clock: systemClock,
    log: silent,
    observe: () => {},
    awake: { channels, roles: 1 },
  });
  t.after(() => made.destroy());
  const client = await logIn(made, discord.token, { clock: systemClock, log: silent, signal: t.signal });
  const cache = client.guilds.cache.get(server.id)?.channels.cache;
  assert.ok(cache instanceof ChannelsOfServer);
  const listAwake = () => cache.listKept().filter(([, kept]) => kept.object);
  return { discord, server, texts, client, cache, listAwake };
};

test('a thread that was archived, forgotten and opened again stays when what was kept of it before comes to rest', async (t) => {
  const { discord, server, client, texts, cache } = await connect(t, 4);
  const created = once(client, Events.ThreadCreate);
  const thread = texts[0]?.thread('a thread');
  await created;
  assert.ok(thread);
  const archived = once(client, Events.ThreadUpdate);
  thread.archive();
  await archived;
  const listed = once(client, Events.ThreadListSync);
  discord.gateway.forge('THREAD_LIST_SYNC', { guild_id: server.id, threads: [], members: [] }, server.id);
  await listed;
  assert.equal(cache.has(thread.id), false);
  const reopened = once(client, Events.ChannelUpdate);
  thread.archive(false);
  texts[1]?.deny('Speak');
  await reopened;
  assert.ok(cache.has(thread.id));
  for (let round = 0; round < 5; round += 1) for (const { id } of texts) assert.ok(cache.get(id));
  assert.ok(cache.has(thread.id), 'messages in it would reach nobody');
  assert.ok(client.channels.cache.has(thread.id));
});

test('a direct message wakes no channel of any server', async (t) => {
  const { server, texts, client, listAwake } = await connect(t, 1_000);
  const ada = server.member('Ada');
  const before = listAwake().length;
  const [channel] = texts;
  assert.ok(channel);
  const asker = { id: ada.id, say: () => 'That thread is closed.' };
  await sendDirectMessage(client, { channel: channel.id, asker }, { code: 'delivery.thread-closed' });
  assert.equal(listAwake().length, before);
});

test('a process whose last shard was closed can run another one', async (t) => {
  const { client, server } = await connect(t, 10, 2);
  const told: unknown[] = [];
  const shards = new RunningShards(client, (event) => told.push(event));
  const first = shardOf(server.id, 2);
  const [shard] = client.ws.shards.values();
  assert.ok(shard);
  shard.status = Status.Reconnecting;
  await shards.remove(first);
  assert.deepEqual(told, [{ is: 'discord', state: 'connected' }], 'a shard that is gone is not missed');
  assert.deepEqual(shards.open, []);
  const opener = Reflect.get(client.ws, '_ws');
  const ask = opener.fetchGatewayInformation;
  opener.fetchGatewayInformation = () => Promise.reject(new Error('Discord is away'));
  await assert.rejects(shards.add(1 - first), /away/);
  assert.deepEqual(shards.open, []);
  opener.fetchGatewayInformation = ask;
  const ready = once(client, Events.ShardReady);
  await shards.add(1 - first);
  assert.deepEqual(shards.open, [1 - first]);
  await ready;
  assert.deepEqual([shards.ready, shards.leaving], [[1 - first], []]);
  shards.keep([first]);
  assert.deepEqual([shards.ready, shards.leaving], [[1 - first], [1 - first]]);
});

test('a channel that was in use when its server came back comes to rest, too', async (t) => {
  const { client, server, texts, cache, listAwake } = await connect(t, 1);
  const [first, second] = [texts.slice(0, 2), texts.slice(2)];
  for (const { id } of first) assert.ok(cache.get(id));
  await collectGarbage();
  const held = new Set(listAwake().map(([id]) => id));
  assert.ok(held.size > 0);
  server.goesAway();
  const back = once(client, Events.GuildAvailable);
  server.comesBack();
  await back;
  for (let round = 0; round < 3; round += 1) for (const { id } of second) assert.ok(cache.get(id));
  await collectGarbage();
  assert.deepEqual(
    listAwake().filter(([id]) => held.has(id)),
    [],
  );
});
