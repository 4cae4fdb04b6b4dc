import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countBytes, EAR_RATE } from '../../../src/audio/pcm.ts';
import { decodeMp3 } from '../../../src/media/decoding/mp3.ts';
import { readSample } from '../sample-files.ts';
import { compareSounds, readSaid } from './likeness.ts';

const SAID = readSaid(0, 2_000);

test('MP3 with titles is heard as it was said, without the silence that its encoder added', async () => {
  const { pcm, ms, isCut } = await decodeMp3(readSample('sounds/speech.mp3'), 600_000);
  assert.deepEqual({ ms, isCut }, { ms: 2_000, isCut: false });
  const { likeness } = compareSounds(SAID, pcm);
  assert.ok(likeness > 0.99, `${likeness}`);
});

test('MP3 of a changing bit rate, without a header of the file, is heard with its encoder’s silence', async () => {
  const { pcm } = await decodeMp3(readSample('sounds/variable.mp3'), 600_000);
  // LAME adds 1,105 samples at 22.05 kHz.
  const { likeness } = compareSounds(SAID, pcm.subarray(countBytes(50, EAR_RATE)));
  assert.ok(likeness > 0.99, `${likeness}`);
});

test('only as much is decoded as is wanted, and that says so', async () => {
  const { pcm, ms, isCut } = await decodeMp3(readSample('sounds/speech.mp3'), 300);
  assert.deepEqual({ bytes: pcm.length, ms, isCut }, { bytes: 9_600, ms: 300, isCut: true });
});

test('two files in one, of two sample rates, are both heard', async () => {
  const both = Buffer.concat([readSample('sounds/variable.mp3'), readSample('sounds/speech.mp3')]);
  const { ms } = await decodeMp3(both, 600_000);
  assert.ok(Math.abs(ms - 4_127) < 30, `${ms} ms`);
});

test('damaged frames are left out, and what is no sound at all is broken', async () => {
  const bytes = readSample('sounds/speech.mp3');
  bytes.fill(0, 4_000, 6_000);
  const { ms } = await decodeMp3(bytes, 600_000);
  assert.ok(ms > 1_500 && ms < 2_100, `${ms} ms`);
  for (const none of [Buffer.from('ID3'), Buffer.alloc(20_000, 0xff), readSample('sounds/speech.mp3').subarray(0, 300)])
    await assert.rejects(decodeMp3(none, 600_000), { why: 'broken' });
});
