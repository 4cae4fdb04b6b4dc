import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomSounds } from '../../../rehearsal/room/room-sounds.ts';
import { decode, encode } from '../../../world/discord/voice/codec.ts';
import { fromPcm, resample, toPcm } from '../../../world/discord/voice/sound.ts';
import { KnownSounds } from '../../../world/live/known-sounds.ts';

test('the world knows the sentences of the room again after Opus, quieter, and cut at both ends', async () => {
  const sounds = new RoomSounds();
  const known = new KnownSounds();
  const all = await sounds.readAll();
  for (const { words, pcm } of all) known.teach(words, pcm);
  assert.deepEqual(
    all.map(({ words }) => words),
    sounds.sentences.map(({ words }) => words),
  );
  for (const { words, pcm } of all) {
    const { rate, samples } = fromPcm(pcm, 16_000);
    const said = { rate, samples: samples.map((sample) => sample / 3) };
    const heard = toPcm(resample(decode(encode(said)), 16_000));
    assert.equal(known.recognize(heard), words);
    assert.equal(known.recognize(heard.subarray(2 * 1_600, -2 * 1_600)), words);
    assert.equal(known.recognize(Buffer.concat([Buffer.alloc(32_000), heard, Buffer.alloc(32_000)])), words);
  }
});
