import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setDefaultCACertificates } from 'node:tls';
import { encode } from '../../../world/discord/voice/codec.ts';
import { OPUS_SILENCE } from '../../../world/discord/voice/opcodes.ts';
import { sweep } from '../../../world/discord/voice/signals.ts';
import { type Connected, FRAMES, hearsAda, hearsAdaAgain } from '../defects/hears.ts';
import { connected, connecting } from '../stage.ts';

// The numbers are from the list of defects in @discordjs/voice 0.19.2 that our code works around.

const [FRAME = OPUS_SILENCE] = FRAMES;

const joins = ({ discord }: Pick<Connected, 'discord'>) =>
  discord.voiceRequests.filter(({ channel_id }) => channel_id !== null).length;

test('D1: datagrams of any length from strangers are ignored', async (t) => {
  const all = await connected(t);
  await hearsAda(all);
  for (let length = 0; length <= 80; length++) {
    for (const from of ['server', 'stranger'] as const)
      for (const byte of [0, 0x80, 0x90, 0xff]) all.voice.mischief.datagram(all.peer, Buffer.alloc(length, byte), from);
    // The buffer of a socket that isn't read holds a few hundred packets, and drops those after that.
    await new Promise(setImmediate);
  }
  await hearsAda(all);
});

for (const blow of ['malformedProposals', 'strangerProposed', 'externalSenderAgain'] as const)
  test(`D2: what the library throws at a message of DAVE (${blow}) costs a new connection, not the process`, async (t) => {
    const all = await connected(t);
    all.voice.delivery.faults[blow](all.lounge.id, all.client.user.id, '1');
    await all.reports.next('ready', 2);
    assert.equal(all.reports.of('mending').length, 1);
    await all.voice.connected(all.lounge);
    await hearsAda(all);
  });

for (const [what, message] of [
  ['a message of one byte', Buffer.of(1)],
  ['a speaker without a name', '{"op":5}'],
  ['people that are none', '{"op":11,"d":null}'],
] as const)
  test(`D2: what the library throws at ${what} costs a new connection, not the process`, async (t) => {
    const all = await connected(t);
    all.peer.socket?.send(message);
    await all.reports.next('ready', 2);
    await all.voice.connected(all.lounge);
    await hearsAda(all);
  });

for (const message of ['nonsense', '{}', '{"op":99,"d":{}}'])
  test(`D2: a message that is none (${message}) costs nothing`, async (t) => {
    const all = await connected(t);
    all.peer.socket?.send(message);
    await hearsAda(all);
    assert.deepEqual(all.reports.of('mending'), []);
  });

for (const blow of ['bogusCommit', 'bogusWelcome'] as const)
  test(`D2: a message that can’t be processed (${blow}) leads to a new group, over the same connection`, async (t) => {
    const all = await connected(t);
    all.voice.delivery.faults[blow](all.lounge.id, all.client.user.id);
    await all.voice.delivery.until((delivery) => delivery.invalids === 1);
    assert.equal(await all.voice.connected(all.lounge), all.peer);
    await hearsAdaAgain(all, 300);
    assert.deepEqual(all.reports.of('mending'), []);
  });

test('D3: a forged packet of a known speaker costs nothing but itself', async (t) => {
  const all = await connected(t);
  await hearsAda(all);
  for (let n = 0; n < 5; n++) all.voice.mischief.forge(all.peer, all.voice.person(all.ada));
  await hearsAda(all);
  const loss = await all.reports.next('loss', 1);
  assert.equal(loss.what, 'packets');
});

test('D8: lost discoveries are repeated', async (t) => {
  const all = await connecting(t);
  all.voice.faults.dropDiscovery = 2;
  const { delay } = await all.reports.next('ready', 1);
  assert.ok(delay > 500, `${delay} ms`);
  assert.equal(joins(all), 1);
});

for (const code of [4001, 4002, 4003, 4004, 4005, 4012, 4016, 4017, 4020, 4021])
  test(`D9: a join that is refused with ${code} is given up at once`, async (t) => {
    const all = await connecting(t);
    all.voice.faults.refuse = code;
    const lost = await all.reports.next('lost', 1);
    assert.deepEqual(lost, { is: 'lost', call: all.guild.id, why: 'refused', code });
    const wishes = all.reports.of('payload').length;
    assert.equal(wishes, 2);
  });

test('D9: a voice server that keeps closing is asked again more and more slowly', async (t) => {
  const all = await connecting(t);
  all.voice.faults.refuse = 4006;
  await all.reports.next('payload', 2);
  const first = performance.now();
  await all.reports.next('payload', 4);
  assert.ok(performance.now() - first > 900);
  all.voice.faults.refuse = undefined;
  await all.reports.next('ready', 1);
});

test('D10: a group that was missed while the connection resumed is joined again', async (t) => {
  const all = await connected(t);
  all.voice.faults.replay = 'before resumed';
  all.voice.hangUp(4015);
  const bob = all.guild.member('Bob');
  bob.joins(all.lounge);
  await all.reports.next('ready', 2);
  await hearsAdaAgain(all, 3_000);
  assert.equal((await all.reports.next('loss', 1)).what, 'packets');
  assert.deepEqual(all.reports.of('lost'), []);
});

test('D12: a group that came with transition 0 recovers from packets that can’t be decrypted', async (t) => {
  const all = await connecting(t);
  all.voice.delivery.faults.firstTransitionZero = true;
  await all.reports.next('ready', 1);
  const peer = await all.voice.connected(all.lounge);
  const before = all.voice.delivery.epoch(all.lounge.id);
  await all.ada.speaks(encode(sweep(300, 3_000, 900)), { secrecy: 'foreign' });
  await all.voice.connected(all.lounge);
  assert.notEqual(all.voice.delivery.epoch(all.lounge.id), before);
  assert.equal(all.voice.clients[0], peer);
  await hearsAda(all);
});

test('D14: a packet that looks as if it had a header extension costs 20 ms', async (t) => {
  const all = await connected(t);
  await hearsAda(all);
  all.voice.mischief.disguise(all.peer, all.voice.person(all.ada), FRAME);
  await hearsAda(all);
});

test('D15: an untrusted voice server is an error with a listener', async (t) => {
  const all = await connecting(t);
  setDefaultCACertificates([]);
  // The first attempt, a pause, and the second.
  await all.reports.next('payload', 3);
  assert.equal(all.voice.gateway.identifies, 0);
});

test('D15: a voice server that closes during discovery is an error with a listener', async (t) => {
  const all = await connecting(t);
  all.voice.faults.dropDiscovery = 1;
  await all.voice.until(({ faults }) => faults.dropDiscovery === 0);
  all.voice.hangUp(4006);
  await all.reports.next('ready', 1);
  await all.voice.connected(all.lounge);
  await hearsAda(all);
});

test('D2: proposals before the external sender cost a new connection, not the process', async (t) => {
  const all = await connecting(t);
  all.voice.delivery.faults.withholdExternalSender = true;
  await all.reports.next('ready', 1);
  await all.reports.next('mending', 1);
  all.voice.delivery.faults.withholdExternalSender = false;
  await all.reports.next('ready', 2);
  await all.voice.connected(all.lounge);
  await hearsAda(all);
});

test('R9: if no group comes about, the bot joins again', async (t) => {
  const all = await connecting(t);
  all.voice.delivery.faults.loseCommits = true;
  await all.reports.next('ready', 1);
  await all.reports.next('mending', 1);
  all.voice.delivery.faults.loseCommits = false;
  await all.reports.next('ready', 2);
  await all.voice.connected(all.lounge);
  await hearsAda(all);
});

test('R1, R7: packets that fail or hold nothing never end a subscription', async (t) => {
  const all = await connected(t);
  await all.ada.speaks(FRAMES, { badTag: 0.5 });
  for (let n = 0; n < 50; n++) all.voice.mischief.pad(all.voice.person(all.ada));
  await hearsAda(all);
  assert.deepEqual(all.reports.of('mending'), []);
});
