import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BotAudio } from '../../../../world/discord/voice/bot-audio.ts';
import { encode } from '../../../../world/discord/voice/codec.ts';
import { OPUS_SILENCE } from '../../../../world/discord/voice/opcodes.ts';
import { measurePacing } from '../../../../world/discord/voice/pacing-stats.ts';
import { correlate, sweep } from '../../../../world/discord/voice/signals.ts';
import { durationOf } from '../../../../world/discord/voice/sound.ts';

const SOUND: Buffer = Buffer.from([1, 2, 3, 4]);

const packet = (sequence: number, { at = sequence * 20, opus = SOUND } = {}) => ({
  at,
  sequence: sequence & 0xffff,
  timestamp: sequence * 960,
  ssrc: 1,
  opus,
  dave: false,
  silence: opus.equals(OPUS_SILENCE),
});

test('silence frames and gaps part utterances', () => {
  const ears = new BotAudio();
  for (const number of [1, 2]) ears.hear(packet(number));
  ears.hear(packet(3, { opus: OPUS_SILENCE }));
  ears.hear(packet(4));
  ears.hear(packet(5, { at: 3_000 }));
  assert.deepEqual(
    ears.utterances.map((one) => one.map(({ sequence }) => sequence)),
    [[1, 2], [4], [5]],
  );
});

test('what was heard is put into the order of its sequence, across its wrap, and what is missing is silent', () => {
  const signal = sweep(300, 3_000, 400);
  const ears = new BotAudio();
  const packets = encode(signal).map((opus, index) => packet(0xfff8 + index, { opus }));
  [packets[4], packets[5]] = [packets[5] ?? packet(0), packets[4] ?? packet(0)];
  for (const one of packets.filter((_, index) => index !== 10)) ears.hear(one);
  assert.equal(durationOf(ears.sound()), 400);
  assert.ok(correlate(signal, ears.sound()).r > 0.9);
});

test('a sound is heard whenever it is asked for, but not one that was forgotten', async () => {
  const ears = new BotAudio();
  ears.hear(packet(1));
  await ears.sounded();
  ears.forget();
  const next = ears.sounded();
  ears.hear(packet(2, { opus: OPUS_SILENCE }));
  ears.hear(packet(3));
  await next;
  assert.equal(ears.sounding[0]?.sequence, 3);
});

test('a bot that stalls has not fallen silent, and one that says so has', async () => {
  const ears = new BotAudio();
  ears.hear(packet(1, { at: performance.now() - 1_000 }));
  let isSilent = false;
  const falls = ears.falls().then(() => {
    isSilent = true;
  });
  await new Promise(setImmediate);
  assert.equal(isSilent, false);
  ears.hear(packet(2, { opus: OPUS_SILENCE, at: performance.now() }));
  await falls;
});

test('a bot that is gone has fallen silent', async () => {
  const ears = new BotAudio();
  ears.hear(packet(1, { at: performance.now() - 10_000 }));
  await ears.falls();
});

test('pacing tells gaps, losses and lateness', () => {
  const arrivals = [0, 20, 40, 95, 100, 140].map((at, index) => ({ at, sequence: index < 5 ? index : 7 }));
  const pacing = measurePacing(arrivals);
  assert.equal(pacing.packets, 6);
  assert.equal(pacing.lost, 2);
  assert.equal(pacing.longestGap, 55);
  assert.equal(pacing.latest, 35);
  assert.equal(pacing.lateMedian, 0);
});
