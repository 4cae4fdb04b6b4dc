import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countBytes, EAR_FRAME, MODEL_FRAME, MODEL_RATE, measureLoudness, Trimmer } from '../../src/audio/pcm.ts';
import { noise, quiet, tone } from './sounds.ts';

const MS = countBytes(1, MODEL_RATE);

/** What a trimmer makes of `pcm` if that comes in pieces that end at `cuts`. */
const trimmed = (pcm: Buffer, cuts: number[] = []) => {
  const trimmer = new Trimmer();
  const ends = [...cuts.filter((cut) => cut < pcm.length).sort((a, b) => a - b), pcm.length];
  const results = ends.map((end, at) => trimmer.push(pcm.subarray(ends[at - 1] ?? 0, end)));
  const dropped = results.reduce((sum, each) => sum + each.dropped, 0);
  return { sound: Buffer.concat(results.map(({ sound }) => sound)), dropped, left: trimmer.end() };
};

test('a frame of 20 ms has 960 bytes at the rate of the mouth and 640 at that of the ears', () => {
  assert.equal(MODEL_FRAME, 960);
  assert.equal(EAR_FRAME, 640);
});

test('loudness is the root mean square of the samples', () => {
  assert.equal(measureLoudness(Buffer.alloc(640)), 0);
  assert.equal(measureLoudness(new Uint8Array(0)), 0);
  assert.ok(Math.abs(measureLoudness(tone(440, 1000, MODEL_RATE, 10_000)) - 10_000 / Math.SQRT2) < 5);
  assert.equal(measureLoudness(Buffer.from(Int16Array.of(-300, 300, -300).buffer)), 300);
});

test('loudness reads sound that begins at an odd address, and leaves out half a sample', () => {
  const odd = Buffer.concat([Buffer.of(7), Buffer.from(Int16Array.of(500, -500).buffer), Buffer.of(127)]);
  assert.equal(measureLoudness(odd.subarray(1)), 500);
});

test('leading silence is cut off up to 10 ms before the first sound', () => {
  const speech = tone(300, 100, MODEL_RATE, 8000, Math.PI / 2);
  const { sound, dropped, left } = trimmed(Buffer.concat([quiet(200, MODEL_RATE), speech]));
  assert.equal(dropped, 190 * MS);
  assert.deepEqual(sound, Buffer.concat([quiet(10, MODEL_RATE), speech]));
  assert.equal(left, 0);
});

test('near silence counts as silence', () => {
  const speech = tone(300, 100, MODEL_RATE, 8000, Math.PI / 2);
  const { dropped } = trimmed(Buffer.concat([noise(200, MODEL_RATE, 90), speech]));
  assert.equal(dropped, 190 * MS);
});

test('not more than 400 ms is cut off, so that a long pause that is meant is kept', () => {
  const { sound, dropped } = trimmed(Buffer.concat([quiet(1000, MODEL_RATE), tone(300, 100, MODEL_RATE, 8000)]));
  assert.equal(dropped, 400 * MS);
  assert.equal(sound.length, 700 * MS);
});

test('sound that begins at once is not touched, nor is silence inside it', () => {
  const pcm = Buffer.concat([
    tone(300, 5, MODEL_RATE, 8000, Math.PI / 2),
    quiet(500, MODEL_RATE),
    tone(300, 50, MODEL_RATE, 8000),
  ]);
  assert.deepEqual(trimmed(pcm).sound, pcm);
  assert.equal(trimmed(pcm).dropped, 0);
});

test('a reply that was silence is cut off whole, the last piece when it ends', () => {
  const { sound, dropped, left } = trimmed(quiet(100, MODEL_RATE));
  assert.equal(sound.length, 0);
  assert.equal(dropped, 90 * MS);
  assert.equal(left, 10 * MS);
});

test('it makes no difference where the pieces are cut, odd bytes included', () => {
  const whole = fc.record({
    silence: fc.integer({ min: 0, max: 600 }),
    speech: fc.integer({ min: 0, max: 60 }),
    cuts: fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 20 }),
    half: fc.boolean(),
  });
  fc.assert(
    fc.property(whole, ({ silence, speech, cuts, half }) => {
      const pcm = Buffer.concat([
        quiet(silence, MODEL_RATE),
        tone(300, speech, MODEL_RATE, 8000, Math.PI / 2),
        Buffer.alloc(half ? 1 : 0),
      ]);
      const once = trimmed(pcm);
      const often = trimmed(pcm, cuts);
      assert.deepEqual(often, once);
      assert.equal(once.sound.length % 2, 0);
      assert.equal(once.dropped + once.sound.length + once.left, pcm.length);
    }),
  );
});
