import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HearingPolicy } from '../../../src/voice/bridge/protocol.ts';
import { encode } from '../../../world/discord/voice/codec.ts';
import { correlate, speech, sweep } from '../../../world/discord/voice/signals.ts';
import { fromPcm, resample } from '../../../world/discord/voice/sound.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { FloorRig, sound } from '../floor/floor-rig.ts';
import { connected, connecting, open } from '../stage.ts';
import { FRAMES, heardOf, hearsAda, hearsAdaAgain, whenHeard } from './hears.ts';
import { fiveSilences, inCall, isHeard, tell } from './in-call.ts';

for (const [how, heartbeatInterval] of [
  ['with its sockets', undefined],
  ['without a word, though its sockets stay open,', 50],
] as const)
  test(`a voice server that vanishes ${how} is replaced as soon as there is another`, async (t) => {
    const clock = new VirtualClock();
    const all = await connecting(t, { clock, heartbeatInterval });
    await all.reports.next('ready', 1);
    await all.voice.connected(all.lounge);
    all.voice.faults.silent = true;
    if (heartbeatInterval === undefined) all.voice.drop();
    await all.reports.next('mending', 1);
    // There's no answer for 15 s, and then the first back-off.
    await clock.advance(15_000);
    all.voice.faults.silent = false;
    await clock.advance(1_000);
    await all.reports.next('ready', 2);
    await all.voice.connected(all.lounge);
    await hearsAda(all);
    assert.deepEqual(all.reports.of('lost'), []);
  });

test('a voice server that vanishes for good is given up after five tries, and the bot leaves', async (t) => {
  const clock = new VirtualClock();
  const all = await connecting(t, { clock });
  await all.reports.next('ready', 1);
  all.voice.faults.silent = true;
  all.voice.drop();
  await all.reports.next('mending', 1);
  for (let second = 0; second < 200 && all.reports.of('lost').length === 0; second++) await clock.advance(1_000);
  assert.equal(all.reports.of('lost')[0]?.why, 'timeout');
  await all.discord.until(() => all.discord.voiceRequests.at(-1)?.channel_id === null);
});

for (const code of [4014, 4022])
  test(`a call that is closed with ${code}, and nothing else, is over after 5 s`, async (t) => {
    const clock = new VirtualClock();
    const all = await connecting(t, { clock });
    await all.reports.next('ready', 1);
    all.voice.hangUp(code);
    await all.reports.next('mending', 1);
    await clock.advance(4_999);
    assert.deepEqual(all.reports.of('lost'), []);
    await clock.advance(1);
    assert.deepEqual(all.reports.of('lost'), [{ is: 'lost', call: all.guild.id, why: 'removed', code }]);
    assert.equal(all.reports.of('payload').length, 2);
  });

for (const code of [4017, 4021])
  test(`a call that is closed with ${code} is over at once, and never asks again`, async (t) => {
    const all = await connected(t);
    all.voice.hangUp(code);
    const lost = await all.reports.next('lost', 1);
    assert.deepEqual(lost, { is: 'lost', call: all.guild.id, why: 'refused', code });
    assert.equal(all.reports.of('payload').length, 2);
  });

for (const code of [4006, 4015])
  test(`an utterance goes on after ${code} where it was, and none of it is missing`, async (t) => {
    const all = await inCall(t);
    const said = sweep(300, 3_000, 1_000, { rate: 24_000 });
    tell(all, 1, said);
    await all.ears.until(({ sounding }) => sounding.length >= 10);
    all.voice.hangUp(code);
    await all.reports.next('ready', 2);
    const { how, bytes } = await all.reports.next('silent', 1);
    assert.deepEqual([how, bytes], ['played', said.samples.length * 2]);
    await fiveSilences(all);
    // A few packets may have been on their way to the server when it closed, but not a whole pause's worth.
    assert.ok(all.ears.sounding.length >= 40, `${all.ears.sounding.length} packets`);
    assert.deepEqual(all.deaths, []);
  });

test('one bad packet costs 20 ms', async (t) => {
  const all = await connected(t);
  await all.ada.speaks(FRAMES, { badTag: [3] });
  await whenHeard(all, ({ length }) => length >= FRAMES.length - 1);
  assert.deepEqual(heardOf(all, all.ada), FRAMES.toSpliced(3, 1));
  assert.deepEqual(all.reports.of('mending'), []);
});

test('a nine-byte datagram does nothing, wherever it comes from', async (t) => {
  const all = await inCall(t);
  for (const from of ['server', 'stranger'] as const)
    for (let n = 0; n < 100; n++) all.voice.mischief.datagram(all.peer, Buffer.alloc(9, 0x80), from);
  await isHeard(all);
  assert.deepEqual(all.deaths, []);
});

test('packets of an unknown SSRC are nobody’s', async (t) => {
  const all = await connected(t);
  for (const opus of FRAMES) all.voice.mischief.unknown(all.peer, opus);
  await hearsAda(all);
  assert.deepEqual(new Set(all.packets.map(({ userId }) => userId)), new Set([all.ada.id]));
  assert.deepEqual(all.reports.of('loss'), []);
});

test('what is encrypted end to end before the group is ready is never taken for sound, and heard afterwards', async (t) => {
  const all = await connecting(t);
  all.voice.delivery.faults.loseCommits = true;
  await all.reports.next('ready', 1);
  await all.ada.speaks(FRAMES, { secrecy: 'foreign' });
  assert.deepEqual(heardOf(all, all.ada), []);
  all.voice.delivery.faults.loseCommits = false;
  await all.reports.next('ready', 2);
  await all.voice.connected(all.lounge);
  await hearsAda(all);
});

test('who already speaks when the bot joins is nobody else, and is heard when they next begin, too', async (t) => {
  const all = await connecting(t);
  const talk = all.ada.speaks(encode(sweep(300, 3_000, 1_000)));
  await all.reports.next('ready', 1);
  await all.voice.connected(all.lounge);
  await talk;
  assert.ok(all.packets.every(({ userId }) => userId === all.ada.id));
  await hearsAdaAgain(all, 300);
  assert.deepEqual(all.reports.of('mending'), []);
});

test('a voice process that is killed in the middle of an utterance is replaced, and speaks and hears again', async (t) => {
  const all = await inCall(t);
  tell(all, 1, sweep(300, 3_000, 5_000));
  await all.reports.next('audible', 1);
  const talk = all.ada.speaks(speech(1_000));
  all.started[0]?.kill();
  await all.reports.next('ready', 2);
  await all.voice.connected(all.lounge);
  await talk;
  // The turn is lost with its process. The next one is the first whose end is reported.
  await isHeard(all, 1);
  const begun = all.reports.of('begun').length;
  await all.ada.speaks(speech(600));
  assert.equal((await all.reports.next('begun', begun + 1)).userId, all.ada.id);
  assert.deepEqual([all.deaths.length, all.ended], [1, { gone: false, restarts: 1 }]);
});

for (const turnEnd of ['speculative', 'pause', 'server'] satisfies HearingPolicy['turnEnd'][])
  test(`a monologue of 30 minutes is heard whole, in pieces of ten minutes at most (${turnEnd})`, () => {
    const rig = new FloorRig({ turnEnd });
    const [said = []] = rig.speak('ann', 30 * 60_000);
    rig.pass(60_000);
    const pieces = rig.heard('ann');
    assert.deepEqual(pieces.flatMap(sound), said);
    assert.deepEqual(new Set(pieces.slice(0, -1).map(({ length }) => length)), new Set([30_000]));
    // People shouldn't have to wait longer than that to be heard.
    rig.speak('ann', 300_000);
    rig.speak(['ann', 'bob'], 200);
    rig.speak('ann', 300_000);
    rig.pass(60_000);
    const bob = rig.log.indexOf('begun bob');
    assert.ok(bob > 0 && bob < rig.log.lastIndexOf('begun ann'));
  });

test('a member who opted out is never decoded, and one who does so in mid speech is not heard any more', async (t) => {
  const all = await inCall(t);
  const bob = all.guild.member('Bob');
  bob.joins(all.lounge);
  await all.voice.connected(all.lounge);
  const voice = speech(600, { seed: 2 });
  await Promise.all([bob.speaks(speech(1_000, { seed: 3 })), all.ada.speaks(voice), all.reports.next('ended', 1)]);
  assert.deepEqual(
    all.reports.of('begun').map(({ userId }) => userId),
    [all.ada.id],
  );
  const pcm = Buffer.concat(all.reports.of('heard').map((each) => each.pcm));
  assert.ok(correlate(resample(voice, 16_000), fromPcm(pcm, 16_000)).r > 0.9, 'nothing of Bob is in it');
  const talk = all.ada.speaks(speech(1_500, { seed: 4 }));
  await all.reports.next('heard');
  all.remote.send({ is: 'hearing', call: all.call, hearing: open() });
  await all.reports.next('over', 1);
  const heard = all.reports.of('heard').length;
  await talk;
  // This answer is reported after everything that the process had to say about the speech.
  await isHeard(all);
  assert.equal(all.reports.of('heard').length, heard);
});
