import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCue } from '../../src/audio/cue.ts';
import { MODEL_FRAME, measureLoudness } from '../../src/audio/pcm.ts';

test('the cue is short, soft, made of whole frames, and begins and ends without a click', () => {
  const cue = makeCue();
  assert.equal(cue.length % MODEL_FRAME, 0);
  assert.ok(cue.length / MODEL_FRAME <= 20, 'at most 400 ms');
  const loudness = measureLoudness(cue);
  assert.ok(loudness > 200 && loudness < 1_500, `loudness ${loudness}`);
  const samples = Array.from({ length: cue.length / 2 }, (_, index) => cue.readInt16LE(index * 2));
  assert.ok(Math.abs(samples[0] ?? 0) < 50 && Math.abs(samples.at(-1) ?? 0) < 50);
  const steps = samples.map((sample, index) => Math.abs(sample - (samples[index - 1] ?? 0)));
  assert.ok(Math.max(...steps) < 800, `a step of ${Math.max(...steps)}`);
});
