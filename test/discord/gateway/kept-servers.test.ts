import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type Client,
  Collection,
  Events,
  type Guild,
  type GuildBasedChannel,
  GuildMember,
  PermissionFlagsBits,
} from 'discord.js';
import { systemClock } from '../../../src/base/clock.ts';
import { logIn, makeGatewayClient } from '../../../src/discord/gateway/gateway-client.ts';
import { KeptChannel } from '../../../src/discord/gateway/kept-channel.ts';
import { ChannelsOfServer } from '../../../src/discord/gateway/kept-channels.ts';
import { MembersOfServer, SeenMembers } from '../../../src/discord/gateway/kept-members.ts';
import { RolesOfServer } from '../../../src/discord/gateway/kept-roles.ts';
import { openDiscord } from '../../../world/discord/discord-scene.ts';
import { silent } from '../../store/record.ts';
import { openFullServer } from './full-server.ts';

/** Parley's own client, in a server that is as full as an ordinary one. So few objects stay awake that any other use lets them rest. */
const connect = async (t: TestContext, awake?: { channels: number; roles: number }) => {
  const { discord } = await openDiscord(t);
  const server = openFullServer(discord, 'Workshop');
  const made = makeGatewayClient({
    apiUrl: discord.api,
    shards: { ids: [0], count: 1 },
    clock: systemClock,
    log: silent,
    observe: () => {},
    ...(awake && { awake }),
  });
  t.after(() => made.destroy());
  const client = await logIn(made, discord.token, { clock: systemClock, log: silent, signal: t.signal });
  return { discord, server, client, guild: find(client, server.id) };
};

const SLEEPY = { channels: 1, roles: 1 };

const find = (client: Client, id: string): Guild => {
  const guild = client.guilds.cache.get(id);
  assert.ok(guild);
  return guild;
};

const channelsOf = ({ channels: { cache } }: Guild): ChannelsOfServer => {
  assert.ok(cache instanceof ChannelsOfServer);
  return cache;
};

const rolesOf = ({ roles: { cache } }: Guild): RolesOfServer => {
  assert.ok(cache instanceof RolesOfServer);
  return cache;
};

const get = (guild: Guild, id: string): GuildBasedChannel => {
  const channel = guild.channels.cache.get(id);
  assert.ok(channel);
  return channel;
};

/** Uses every channel, so that all but the newest come to rest. */
const useAll = (guild: Guild): GuildBasedChannel[] => [...guild.channels.cache.values()];

/** What can be seen of a channel. */
const describe = (channel: GuildBasedChannel) => ({
  made: channel.constructor.name,
  type: channel.type,
  name: channel.name,
  parent: channel.parent?.name,
  rights: channel.permissionsFor(channel.client.user)?.bitfield,
  exceptions: channel.isThread()
    ? []
    : channel.permissionOverwrites.cache.map(({ id, type, allow, deny }) => [id, type, allow.bitfield, deny.bitfield]),
  owner: channel.isThread() ? channel.ownerId : undefined,
  limit: channel.isVoiceBased() ? channel.userLimit : undefined,
});

/** Lets the objects go that nobody has. */
const collectGarbage = async () => {
  setFlagsFromString('--expose-gc');
  await setImmediate();
  runInNewContext('gc')();
};

/** How many objects and how many characters are kept of a server, all in all. */
const weigh = (guild: Guild): { objects: number; characters: number } => {
  const seen = new Set<unknown>([guild.client]);
  const found: unknown[] = [guild];
  let characters = 0;
  for (const one of found) {
    if (typeof one === 'string') characters += one.length;
    if (one instanceof KeptChannel) characters += JSON.stringify(one).length;
    if (typeof one !== 'object' || one === null || seen.has(one)) continue;
    seen.add(one);
    if (one instanceof RolesOfServer) found.push(one.text);
    if (one instanceof ChannelsOfServer) found.push(...one.listKept().flat());
    else if (one instanceof Map) found.push(...Collection.prototype.entries.call(one).toArray().flat());
    for (const key of Reflect.ownKeys(one)) found.push(Reflect.get(one, key));
  }
  return { objects: seen.size, characters };
};

test('of a server at rest little is kept, whatever Discord tells of it', async (t) => {
  const { guild } = await connect(t);
  const [channels, roles] = [channelsOf(guild), rolesOf(guild)];
  assert.equal(channels.size, 21 + 4, 'channels and active threads');
  assert.deepEqual(
    channels.listKept().filter(([, kept]) => kept.object),
    [],
    'objects of channels that nobody looked at',
  );
  assert.ok(roles.text, 'roles that nobody looked at');
  assert.equal(roles.size, 30);
  rolesOf(guild).rest();
  const { objects, characters } = weigh(guild);
  assert.ok(objects <= 80, `${objects} objects`);
  assert.ok(characters <= 8_500, `${characters} characters`);
});

test('a channel is what it was before it came to rest, whatever it is', async (t) => {
  const { discord, guild, server, client } = await connect(t, SLEEPY);
  const created = once(client, Events.ThreadCreate);
  const [first] = server.channels;
  server.stage('talks');
  server.voice('small', { userLimit: 3 }).hideFrom(server.owner);
  first?.thread('mine', { by: discord.bot });
  await created;
  const before = useAll(guild).map(describe);
  assert.deepEqual(
    new Set(before.map(({ made }) => made)),
    new Set(['TextChannel', 'VoiceChannel', 'CategoryChannel', 'ForumChannel', 'ThreadChannel', 'StageChannel']),
  );
  assert.ok(before.some(({ limit }) => limit === 3));
  assert.ok(before.some(({ owner }) => owner === client.user.id));
  assert.ok(before.every(({ name, rights }) => name && rights));
  await collectGarbage();
  assert.ok(
    channelsOf(guild)
      .listKept()
      .filter(([, kept]) => kept.object).length <= 2,
    'the others are at rest',
  );
  assert.deepEqual(useAll(guild).map(describe), before);
});

test('who has a channel shares it with whoever asks after its rest, and hears of changes', async (t) => {
  const { guild, server, client } = await connect(t, SLEEPY);
  const [first] = server.channels;
  assert.ok(first);
  const held = get(guild, first.id);
  useAll(guild);
  await collectGarbage();
  const updated = once(client, Events.ChannelUpdate);
  first.deny('SendMessages');
  await updated;
  assert.equal(get(guild, first.id), held);
  assert.equal(client.channels.cache.get(first.id), held);
  assert.equal(held.permissionsFor(client.user)?.has(PermissionFlagsBits.SendMessages), false);
});

test('a change reaches a channel and a role at rest, and events tell what was before', async (t) => {
  const { guild, server, client } = await connect(t, SLEEPY);
  const [first] = server.channels;
  assert.ok(first);
  const may = () => get(guild, first.id).permissionsFor(client.user)?.has(PermissionFlagsBits.SendMessages);
  assert.equal(may(), true);
  useAll(guild);
  await collectGarbage();
  const updated = once(client, Events.ChannelUpdate);
  first.deny('SendMessages');
  const [before, after] = await updated;
  assert.equal(before.permissionsFor(client.user).has(PermissionFlagsBits.SendMessages), true);
  assert.equal(after.permissionsFor(client.user).has(PermissionFlagsBits.SendMessages), false);
  useAll(guild);
  await collectGarbage();
  assert.equal(may(), false, 'written down');
  rolesOf(guild).rest();
  const changed = once(client, Events.GuildRoleUpdate);
  server.botPermissions = 'admin';
  await changed;
  rolesOf(guild).rest();
  assert.equal(may(), true, 'an administrator may do everything');
});

test('with a channel its threads are forgotten, and an archived one once it comes to rest, until it is opened', async (t) => {
  const { guild, server, client } = await connect(t, SLEEPY);
  const [first, second] = server.channels;
  assert.ok(first && second);
  const [one, other] = [first.thread('one'), second.thread('other')];
  const archived = once(client, Events.ThreadUpdate);
  other.archive();
  await archived;
  useAll(guild);
  useAll(guild);
  assert.deepEqual([guild.channels.cache.has(other.id), client.channels.cache.has(other.id)], [false, false]);
  other.archive(false);
  await client.channels.fetch(first.id);
  const opened = once(client, Events.ChannelUpdate);
  second.deny('Speak');
  await opened;
  assert.equal(client.channels.cache.get(other.id)?.toString(), `<#${other.id}>`);
  const deleted = once(client, Events.ChannelDelete);
  guild.channels.cache.get(one.id);
  first.delete();
  await deleted;
  const ids = [first.id, one.id];
  assert.deepEqual(
    ids.filter((id) => guild.channels.cache.has(id) || client.channels.cache.has(id)),
    [],
  );
});

test('a server that comes back has what it has then, and what people have of it is told of that', async (t) => {
  const { discord, guild, server, client } = await connect(t, SLEEPY);
  const [first, second] = server.channels;
  assert.ok(first && second);
  const held = get(guild, first.id);
  server.goesAway();
  second.delete();
  first.deny('SendMessages');
  const back = once(client, Events.GuildAvailable);
  server.comesBack();
  await back;
  assert.equal(get(guild, first.id), held);
  assert.equal(guild.channels.cache.size, 24);
  assert.deepEqual([guild.channels.cache.has(second.id), client.channels.cache.has(second.id)], [false, false]);
  const joined = once(client, Events.GuildCreate);
  const added = discord.guild('Added while it runs');
  await joined;
  const created = once(client, Events.ChannelCreate);
  const general = added.text('general');
  await created;
  assert.equal(client.channels.cache.get(general.id)?.toString(), `<#${general.id}>`);
  const left = once(client, Events.GuildDelete);
  added.kickBot();
  await left;
  assert.equal(client.channels.cache.has(general.id), false);
});

test('threads that are not listed any more are forgotten', async (t) => {
  const { discord, guild, server, client } = await connect(t, SLEEPY);
  const [first, second] = server.channels;
  assert.ok(first && second);
  const [gone, stays] = [first.thread('gone'), second.thread('stays')];
  const listed = once(client, Events.ThreadListSync);
  discord.gateway.forge(
    'THREAD_LIST_SYNC',
    { guild_id: server.id, channel_ids: [first.id], threads: [], members: [] },
    server.id,
  );
  await listed;
  assert.deepEqual(
    [gone, stays].map(({ id }) => guild.channels.cache.has(id)),
    [false, true],
  );
  assert.equal(client.channels.cache.has(gone.id), false);
});

test('the newest members of all servers are remembered, and besides them whoever is in a voice channel', async (t) => {
  const { discord, guild, client } = await connect(t);
  const [inVoice] = guild.voiceStates.cache.keys();
  assert.ok(inVoice);
  const seen = new SeenMembers(5);
  const servers = [new MembersOfServer(seen), new MembersOfServer(seen)];
  const ids = ['1', '2', '3', '4'];
  // The class is exported, but its constructor is called private.
  const make = (id: string) => Reflect.construct(GuildMember, [client, { user: { id, username: id } }, guild]);
  for (const id of [discord.bot.id, inVoice, ...ids]) for (const server of servers) server.set(id, make(id));
  const all = servers.map((server) => [...server.keys()]);
  assert.deepEqual(all, [
    [discord.bot.id, inVoice, '4'],
    [discord.bot.id, inVoice, '3', '4'],
  ]);
});
