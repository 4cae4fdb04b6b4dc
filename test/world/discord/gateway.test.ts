import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { Discord } from '../../../world/discord/discord.ts';
import { openDiscord, scene } from '../../../world/discord/discord-scene.ts';
import { shardOf } from '../../../world/discord/snowflake.ts';

/** discord.js lets five seconds pass between two identifies; these tests are about what comes after them. */
const hasty = { ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) } };

test('a dropped client resumes and is told what it missed', async (t) => {
  const { discord, client, ada, general } = await scene(t);
  const contents: string[] = [];
  client.on(Events.MessageCreate, ({ content }) => contents.push(content));
  const resumed = once(client, Events.ShardResume);
  discord.gateway.drop();
  await discord.until(({ gateway }) => gateway.sessions.every(({ socket }) => !socket));
  await ada.says('@Parley are you there?', { in: general });
  await resumed;
  assert.equal(contents.length, 1);
  assert.equal(discord.gateway.resumes, 1);
  assert.equal(discord.gateway.identifies, 1);
});

test('a client that is asked to reconnect resumes', async (t) => {
  const { discord, client } = await scene(t);
  const resumed = once(client, Events.ShardResume);
  discord.gateway.reconnect();
  await resumed;
  assert.equal(discord.gateway.resumes, 1);
});

test('a client whose session is invalid identifies anew', async (t) => {
  const { discord, client } = await scene(t, { client: hasty });
  const ready = once(client, Events.ShardReady);
  discord.gateway.invalidate(false);
  await ready;
  await discord.ready();
  assert.equal(discord.gateway.identifies, 2);
});

test('a resume of a forgotten session is refused, and the client identifies anew', async (t) => {
  const { discord, client } = await scene(t, { client: hasty });
  const ready = once(client, Events.ShardReady);
  discord.gateway.forget();
  discord.gateway.close(4000);
  await ready;
  assert.deepEqual([discord.gateway.identifies, discord.gateway.resumes], [2, 0]);
});

test('a client that gets no heartbeat answered gives the connection up and resumes', async (t) => {
  const { discord, login } = await openDiscord(t);
  discord.gateway.heartbeatInterval = 30;
  discord.gateway.withholdAcks = true;
  const client = await login();
  await once(client, Events.ShardResume);
  discord.gateway.withholdAcks = false;
  assert.ok(discord.gateway.resumes > 0);
});

test('a wrong token is refused', async (t) => {
  const discord = await Discord.listen();
  const client = new Client({ intents: [], rest: { api: discord.api } });
  t.after(() => client.destroy());
  await assert.rejects(client.login('wrong'), { code: 'TokenInvalid' });
  await assert.rejects(discord.close(), /GET \/gateway\/bot came without the bot's token/);
});

test('an intent that was not granted is refused with 4014', async (t) => {
  const { discord } = await openDiscord(t);
  const client = new Client({ intents: [GatewayIntentBits.MessageContent], rest: { api: discord.api } });
  t.after(() => client.destroy());
  await assert.rejects(client.login(discord.token), /disallowed intents/);
});

test('a wrong token at the gateway closes with 4004', async (t) => {
  const { discord } = await openDiscord(t);
  const socket = new WebSocket(discord.gatewayUrl);
  await once(socket, 'message');
  socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 0, properties: {} } }));
  const [{ code }] = await once(socket, 'close');
  assert.equal(code, 4004);
});

test('a server made later is announced, and one that throws the bot out is taken away', async (t) => {
  const { discord, client } = await scene(t);
  const joined = once(client, Events.GuildCreate);
  const guild = discord.guild('Second');
  const [seen] = await joined;
  assert.equal(seen.id, guild.id);
  const left = once(client, Events.GuildDelete);
  guild.kickBot();
  await left;
});

test('each shard gets its servers, and direct messages go to the first', async (t) => {
  const { discord, login } = await openDiscord(t);
  const guilds = ['A', 'B', 'C'].map((name) => discord.guild(name));
  const client = await login({ shards: [0, 1], shardCount: 2 });
  assert.deepEqual(
    guilds.map(({ id }) => client.guilds.cache.get(id)?.shardId),
    guilds.map(({ id }) => shardOf(id, 2)),
  );
  assert.equal(new Set(guilds.map(({ id }) => shardOf(id, 2))).size, 2);
  await discord.ready();
});

test('events come only to those who have the intent', async (t) => {
  const { client, ada, general } = await scene(t, { client: { intents: [GatewayIntentBits.Guilds] } });
  const events: string[] = [];
  client.on(Events.Raw, ({ t: name }: { t: string | null }) => events.push(`${name}`));
  await ada.says('hello', { in: general });
  const thread = once(client, Events.ThreadCreate);
  general.thread('ideas');
  await thread;
  assert.deepEqual(events, ['THREAD_CREATE']);
});

test('a wish to join a voice channel is remembered, and without voice not answered', async (t) => {
  const { guild, client, discord } = await scene(t);
  const lounge = guild.voice('Lounge');
  const request = { guild_id: guild.id, channel_id: lounge.id, self_mute: false, self_deaf: false };
  client.guilds.cache.get(guild.id)?.shard.send({ op: 4, d: request });
  await discord.until(({ voiceRequests }) => voiceRequests.length > 0);
  assert.deepEqual(discord.voiceRequests, [request]);
  assert.equal(guild.voiceStates.size, 0);
});

test('a member enters and leaves a voice channel', async (t) => {
  const { guild, client, ada } = await scene(t);
  const lounge = guild.voice('Lounge');
  const entered = once(client, Events.VoiceStateUpdate);
  ada.joins(lounge);
  assert.equal((await entered)[1].channelId, lounge.id);
  const left = once(client, Events.VoiceStateUpdate);
  ada.leaves();
  assert.equal((await left)[1].channelId, null);
});

test('members are sent when asked for', async (t) => {
  const { guild, client, ada } = await scene(t);
  const chunk = once(client, Events.GuildMembersChunk);
  client.guilds.cache.get(guild.id)?.shard.send({ op: 8, d: { guild_id: guild.id, user_ids: [ada.id] } });
  const [found] = await chunk;
  assert.deepEqual([...found.keys()], [ada.id]);
});
