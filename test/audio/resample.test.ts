import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EAR_RATE, measureLoudness } from '../../src/audio/pcm.ts';
import { makeResampler } from '../../src/audio/resample.ts';
import { correlation, samplesOf, sweep, tone } from './sounds.ts';

const floatsOf = (pcm: Buffer): Float32Array => Float32Array.from(samplesOf(pcm), (each) => each / 32_767);

/** Resamples in pieces of this many samples. */
const resample = (samples: Float32Array, rate: number, piece = samples.length): Buffer => {
  const resampler = makeResampler(rate);
  const pieces: Buffer[] = [];
  for (let at = 0; at < samples.length; at += piece) pieces.push(resampler.push(samples.subarray(at, at + piece)));
  return Buffer.concat([...pieces, resampler.end()]);
};

for (const rate of [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000, 44_099])
  test(`what is said at ${rate} Hz is heard at 16 kHz: the same sound at the same moment`, () => {
    const heard = resample(floatsOf(sweep(100, 3_000, 1_000, rate, 20_000)), rate);
    assert.equal(heard.length / 2, Math.ceil((Math.round(rate) * EAR_RATE) / rate));
    const expected = samplesOf(sweep(100, 3_000, 1_000, EAR_RATE, 20_000));
    const likeness = correlation(expected, samplesOf(heard), 0);
    assert.ok(likeness > 0.9995, `${likeness}`);
    assert.ok(Math.abs(measureLoudness(heard) / measureLoudness(Buffer.from(expected.buffer)) - 1) < 0.01);
  });

test('the size of the pieces makes no difference', () => {
  const said = floatsOf(sweep(100, 7_000, 300, 44_100, 20_000));
  const whole = resample(said, 44_100);
  for (const piece of [1, 7, 441, 1_152, 5_000]) assert.deepEqual(resample(said, 44_100, piece), whole);
});

test('a tone above 8 kHz is gone, and does not come back as another tone', () => {
  for (const [hz, rate] of [
    [9_000, 48_000],
    [12_000, 48_000],
    [15_000, 44_100],
    [30_000, 96_000],
  ] as const) {
    const heard = resample(floatsOf(tone(hz, 500, rate, 20_000)), rate);
    // The tone's own beginning and end are a click, which has every frequency.
    assert.ok(measureLoudness(heard.subarray(1_600, -1_600)) < 4, `${hz} Hz at ${rate}`);
  }
});

test('a tone of 6 kHz is still there', () => {
  const heard = resample(floatsOf(tone(6_000, 500, 48_000, 20_000)), 48_000);
  assert.ok(measureLoudness(heard) > 13_500);
});

test('what is too loud is cut, not turned around', () => {
  const heard = samplesOf(resample(new Float32Array(4_800).fill(3), 48_000));
  assert.ok(heard.every((each) => each > 0));
});

test('nothing gives nothing, and no rate of sound is refused', () => {
  assert.equal(resample(new Float32Array(0), 48_000).length, 0);
  for (const rate of [0, 1, -48_000, Number.NaN, Number.POSITIVE_INFINITY, 4e9])
    assert.throws(() => makeResampler(rate), RangeError);
});
