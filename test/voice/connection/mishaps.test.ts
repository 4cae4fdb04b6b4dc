import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode } from '../../../world/discord/voice/codec.ts';
import { sweep } from '../../../world/discord/voice/signals.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { connected, connecting } from '../stage.ts';

const FRAMES = encode(sweep(300, 3_000, 200));

test('joining takes one request, and leaving takes one more', async (t) => {
  const { reports, connection, discord, guild, lounge } = await connected(t);
  assert.equal(reports.of('ready').length, 1);
  connection.leave();
  await discord.until(() => guild.voiceStates.get(discord.bot.id) === undefined);
  assert.deepEqual(
    discord.voiceRequests.map(({ channel_id, self_deaf, self_mute }) => [channel_id, self_deaf, self_mute]),
    [
      [lounge.id, false, false],
      [null, false, false],
    ],
  );
});

for (const [what, strike] of [
  ['a socket that is cut', (all) => all.voice.drop()],
  ['4015', (all) => all.voice.hangUp(4015)],
  ['1001', (all) => all.voice.hangUp(1001)],
] satisfies [string, (all: Awaited<ReturnType<typeof connected>>) => void][])
  test(`the session is resumed after ${what}, without asking the gateway`, async (t) => {
    const all = await connected(t);
    strike(all);
    await all.reports.next('ready', 2);
    assert.equal(all.reports.of('mending').length, 1);
    assert.equal(all.discord.voiceRequests.length, 1);
    assert.equal(all.peer.resumes, 1);
  });

for (const code of [4006, 4009, 4011, 4999])
  test(`a session that is closed with ${code} is replaced after a pause`, async (t) => {
    const all = await connected(t);
    all.voice.hangUp(code);
    assert.equal((await all.reports.next('mending', 1)).code, code);
    const { delay } = await all.reports.next('ready', 2);
    assert.ok(delay >= 500, `${delay} ms`);
    assert.equal(all.discord.voiceRequests.length, 2);
  });

test('another voice server is taken without asking the gateway', async (t) => {
  const all = await connected(t);
  const arrive = all.voice.reallocates(all.guild);
  await all.reports.next('mending', 1);
  arrive();
  await all.reports.next('ready', 2);
  assert.equal(all.discord.voiceRequests.length, 1);
});

test('a bot that is moved goes on in the other channel', async (t) => {
  const all = await connected(t);
  const attic = all.guild.voice('Attic');
  all.guild.moves(all.discord.bot, attic);
  await all.reports.next('ready', 2);
  assert.equal((await all.voice.connected(attic)).channelId, attic.id);
  assert.equal(all.discord.voiceRequests.length, 1);
  // It comes back to the channel that it was moved to.
  all.voice.hangUp(4006);
  await all.reports.next('ready', 3);
  assert.equal(all.discord.voiceRequests.at(-1)?.channel_id, attic.id);
});

test('a bot that is kicked does not come back', async (t) => {
  const all = await connected(t);
  all.guild.kicksFromVoice(all.discord.bot);
  assert.equal((await all.reports.next('lost', 1)).why, 'removed');
});

test('a channel that is deleted is left', async (t) => {
  const all = await connected(t);
  all.lounge.delete();
  assert.equal((await all.reports.next('lost', 1)).why, 'removed');
});

test('a voice server that is named before the voice state is asked for again', async (t) => {
  const all = await connecting(t);
  all.voice.faults.serverFirst = true;
  await all.discord.until(() => all.discord.voiceRequests.length === 1);
  all.voice.faults.serverFirst = false;
  await all.reports.next('ready', 1);
});

test('a voice server without an endpoint is waited for', async (t) => {
  const all = await connecting(t);
  all.voice.faults.nullEndpoint = true;
  await all.reports.next('ready', 1);
  assert.equal(all.discord.voiceRequests.length, 1);
});

test('a channel that lets nobody in, because it is full, is given up after 15 s', async (t) => {
  const clock = new VirtualClock();
  const all = await connecting(t, { clock });
  // Discord doesn't answer a request to enter a full channel.
  all.voice.faults.ignoreJoins = true;
  await clock.advance(14_999);
  assert.deepEqual(all.reports.of('lost'), []);
  await clock.advance(1);
  assert.equal(all.reports.of('lost')[0]?.why, 'timeout');
  await all.discord.until(() => all.discord.voiceRequests.at(-1)?.channel_id === null);
});

test('a voice server that sends no packet back is given up after 15 s, with a reason of its own', async (t) => {
  const clock = new VirtualClock();
  const all = await connecting(t, { clock });
  // As with a firewall that blocks outgoing UDP.
  all.voice.faults.dropDiscovery = Number.MAX_SAFE_INTEGER;
  await all.voice.until(({ faults }) => faults.dropDiscovery < Number.MAX_SAFE_INTEGER);
  await clock.advance(15_000);
  assert.equal(all.reports.of('lost')[0]?.why, 'silent');
  await all.discord.until(() => all.discord.voiceRequests.at(-1)?.channel_id === null);
});

test('what the bot plays leaves encrypted end to end, and it says when it falls silent', async (t) => {
  const { connection, ears, peer, discord } = await connected(t);
  for (const frame of FRAMES) assert.equal(connection.line.play(frame), true);
  for (let n = 0; n < 5; n++) connection.line.play(Uint8Array.of(0xf8, 0xff, 0xfe));
  await ears.until(() => ears.sounding.length === FRAMES.length);
  assert.deepEqual(
    ears.sounding.map(({ opus }) => opus),
    FRAMES,
  );
  assert.ok(ears.sounding.every(({ dave }) => dave));
  await discord.until(() => peer.speaking === 0 && peer.announcements === 2);
});

test('packets of people who aren’t heard are not decrypted', async (t) => {
  const { connection, packets, ada, guild, lounge } = await connected(t);
  const bob = guild.member('Bob');
  bob.joins(lounge);
  connection.line.hear([bob.id]);
  await ada.speaks(FRAMES);
  assert.deepEqual(packets, []);
});
