import assert from 'node:assert/strict';
import { test } from 'node:test';
import fvad from '@echogarden/fvad-wasm';
import { decode, encode } from '../../../../world/discord/voice/codec.ts';
import {
  correlate,
  helloAreYouThere,
  joinSounds,
  makeQuiet,
  makeTone,
  noise,
  powerAt,
  rootMeanSquare,
  speech,
  sweep,
} from '../../../../world/discord/voice/signals.ts';
import { cut, durationOf, fromPcm, resample, type Sound, toPcm } from '../../../../world/discord/voice/sound.ts';

const FRAME = 320;

/** The share of 20 ms frames that the strictest WebRTC voice activity detection takes for speech. */
const voiced = async (sound: Sound): Promise<number> => {
  const vad = await fvad();
  const detector = vad._fvad_new();
  vad._fvad_set_mode(detector, 3);
  vad._fvad_set_sample_rate(detector, 16_000);
  const memory = vad._malloc(FRAME * 2);
  const pcm = toPcm(resample(sound, 16_000));
  const frames = Array.from({ length: Math.floor(pcm.length / 2 / FRAME) }, (_, index) => {
    vad.HEAPU8.set(pcm.subarray(index * FRAME * 2, (index + 1) * FRAME * 2), memory);
    return vad._fvad_process(detector, memory, FRAME);
  });
  return frames.filter((one) => one === 1).length / frames.length;
};

test('the test signal for speech is taken for speech from beginning to end, and silence is not', async () => {
  for (const seed of [1, 2, 3, 4, 5]) assert.ok((await voiced(speech(1_000, { seed }))) > 0.95, `seed ${seed}`);
  assert.equal(await voiced(makeQuiet(500)), 0);
  assert.ok((await voiced(helloAreYouThere())) > 0.3);
});

test('another seed is another voice', () => {
  assert.ok(correlate(speech(500), speech(500, { seed: 2 })).r < 0.5);
  assert.deepEqual(speech(200, { seed: 2 }), speech(200, { seed: 2 }));
});

test('a sound is found again where it was put', () => {
  const signal = sweep(300, 3_000, 300);
  const { r, lag } = correlate(signal, joinSounds(makeQuiet(40), signal));
  assert.ok(r > 0.999);
  assert.ok(Math.abs(lag - 40) < 0.1);
  assert.ok(correlate(signal, noise(300)).r < 0.2);
  assert.ok(correlate(signal, cut(signal, 30), { from: -50, to: 0 }).lag < -29);
});

test('the power of a tone lies at its frequency', () => {
  assert.ok(powerAt(makeTone(440, 300), 440) > 0.99);
  assert.ok(powerAt(makeTone(440, 300), 880) < 0.01);
  assert.ok(Math.abs(rootMeanSquare(makeTone(440, 300)) - 0.5 / Math.SQRT2) < 0.01);
});

test('a sound stays the same with another number of samples a second', () => {
  const signal = sweep(300, 3_000, 300);
  for (const rate of [16_000, 24_000] as const) {
    const other = resample(signal, rate);
    assert.equal(durationOf(other), 300);
    assert.ok(correlate(signal, other).r > 0.999);
    assert.ok(correlate(other, resample(other, 48_000)).r > 0.999);
  }
});

test('what lies above half the sample rate is gone after resampling', () => {
  assert.ok(rootMeanSquare(resample(makeTone(11_000, 300), 16_000)) < 0.01);
});

test('samples survive being written as PCM', () => {
  const signal = makeTone(440, 20);
  const { samples } = fromPcm(toPcm(signal), 48_000);
  assert.ok(samples.every((sample, index) => Math.abs(sample - (signal.samples[index] ?? 0)) < 1 / 32_768));
  assert.equal(toPcm(signal, 2).length, 2 * toPcm(signal).length);
});

test('a sound survives Opus; a packet that is missing or broken is 20 ms of silence', () => {
  const signal = sweep(300, 3_000, 400);
  assert.ok(correlate(signal, decode(encode(signal))).r > 0.99);
  const holes = encode(signal).map((frame, index) => (index === 5 ? undefined : frame));
  holes[9] = Buffer.alloc(4, 0xff);
  assert.equal(durationOf(decode(holes)), 400);
});
