import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Events } from 'discord.js';
import type { Channel } from '../../../../world/discord/channel.ts';
import type { VoiceOptions } from '../../../../world/discord/voice/server.ts';
import { voiceScene } from '../../../../world/discord/voice/voice-scene.ts';

type Event = { t: string | null; d: Record<string, unknown> };

/** A scene, the voice events that the bot is sent, and a way to ask for voice without a voice connection. */
const asking = async (t: TestContext, options?: VoiceOptions) => {
  const all = await voiceScene(t, options);
  const events: Event[] = [];
  all.client.on(Events.Raw, (event: Event) => {
    if (event.t?.startsWith('VOICE_')) events.push(event);
    all.discord.changes.happened();
  });
  const shard = all.client.guilds.cache.get(all.guild.id)?.shard;
  const ask = (channel: Channel | null, more: Record<string, unknown> = {}) =>
    shard?.send({ op: 4, d: { guild_id: all.guild.id, channel_id: channel?.id ?? null, ...more } });
  const told = (count: number) => all.discord.until(() => events.length >= count);
  /** Whatever was going to be answered to earlier wishes has been answered when a later event arrives. */
  const settled = async (requests: number) => {
    await all.discord.until(({ voiceRequests }) => voiceRequests.length >= requests);
    const seen = new Promise((resolve) => all.client.once(Events.ChannelCreate, resolve));
    all.guild.text('marker');
    await seen;
  };
  const names = () => events.map((event) => event.t);
  return { ...all, events, ask, told, settled, names };
};

test('a wish to join is answered with the voice state and then the voice server', async (t) => {
  const { ask, told, events, names, lounge, voice, guild, discord } = await asking(t);
  ask(lounge, { self_deaf: true });
  await told(2);
  assert.deepEqual(names(), ['VOICE_STATE_UPDATE', 'VOICE_SERVER_UPDATE']);
  const [state, server] = events.map(({ d }) => d);
  assert.equal(state?.channel_id, lounge.id);
  assert.equal(state?.self_deaf, true);
  assert.equal(state?.session_id, discord.gateway.sessions[0]?.id);
  assert.equal(server?.endpoint, voice.endpoint);
  assert.equal(server?.guild_id, guild.id);
});

test('a wish to join the channel that the bot is in brings no other voice server', async (t) => {
  const { ask, told, settled, names, lounge } = await asking(t);
  ask(lounge);
  ask(lounge, { self_mute: true });
  await told(3);
  await settled(2);
  assert.deepEqual(names(), ['VOICE_STATE_UPDATE', 'VOICE_SERVER_UPDATE', 'VOICE_STATE_UPDATE']);
});

test('another channel comes with another token', async (t) => {
  const { ask, told, events, guild, lounge } = await asking(t);
  ask(lounge);
  ask(guild.voice('Library'));
  await told(4);
  const tokens = events.filter((event) => event.t === 'VOICE_SERVER_UPDATE').map(({ d }) => d.token);
  assert.equal(new Set(tokens).size, 2);
});

test('a wish to be in no channel takes the bot out', async (t) => {
  const { ask, told, events, lounge, guild } = await asking(t);
  ask(lounge);
  ask(null);
  await told(3);
  assert.equal(events.at(-1)?.d.channel_id, null);
  assert.equal(guild.voiceStates.size, 0);
});

test('where the bot may not enter there is no answer at all', async (t) => {
  const { ask, settled, names, guild, ada } = await asking(t);
  const full = guild.voice('Full', { userLimit: 1 });
  ada.joins(full);
  const locked = guild.voice('Locked');
  locked.deny('Connect');
  const hidden = guild.voice('Hidden');
  hidden.deny('ViewChannel');
  for (const channel of [full, locked, hidden, guild.text('chat')]) ask(channel);
  await settled(4);
  assert.deepEqual(names(), ['VOICE_STATE_UPDATE'], "only the member's own");
});

test('who may move members enters a full channel too', async (t) => {
  const { ask, told, guild, ada } = await asking(t);
  const full = guild.voice('Full', { userLimit: 1 });
  ada.joins(full);
  full.allow('MoveMembers');
  ask(full);
  await told(3);
});

test('on a stage the bot enters as a listener, until a moderator invites it', async (t) => {
  const { ask, told, events, guild, discord } = await asking(t);
  ask(guild.stage('Stage'));
  await told(2);
  assert.equal(events[0]?.d.suppress, true);
  guild.invitesToSpeak(discord.bot);
  await told(3);
  assert.equal(events[2]?.d.suppress, false);
});

test('the voice server may come before the voice state', async (t) => {
  const { ask, told, names, lounge, voice } = await asking(t);
  voice.faults.serverFirst = true;
  ask(lounge);
  await told(2);
  assert.deepEqual(names(), ['VOICE_SERVER_UPDATE', 'VOICE_STATE_UPDATE']);
});

test('the endpoint may be null at first', async (t) => {
  const { ask, told, events, lounge, voice } = await asking(t);
  voice.faults.nullEndpoint = true;
  ask(lounge);
  await told(3);
  assert.deepEqual(
    events.slice(1).map(({ d }) => d.endpoint),
    [null, voice.endpoint],
  );
});

test('wishes may stay unanswered', async (t) => {
  const { ask, settled, names, lounge, voice } = await asking(t);
  voice.faults.ignoreJoins = true;
  ask(lounge);
  await settled(1);
  assert.deepEqual(names(), []);
});

test('a channel that is deleted is left by everybody in it', async (t) => {
  const { ask, told, events, lounge, ada, guild } = await asking(t);
  ada.joins(lounge);
  ask(lounge);
  await told(3);
  lounge.delete();
  await told(5);
  assert.deepEqual(
    events.slice(3).map(({ d }) => d.channel_id),
    [null, null],
  );
  assert.equal(guild.voiceStates.size, 0);
});

test('a bot whose gateway session is over is in no voice channel any more', async (t) => {
  const { ask, told, client, discord, guild, lounge } = await asking(t);
  ask(lounge);
  await told(2);
  await client.destroy();
  await discord.until(() => guild.voiceStates.size === 0);
});
