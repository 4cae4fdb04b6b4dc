import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadOpus } from '../../src/audio/opus.ts';
import { makeUnpacker, pack } from '../../src/audio/opus-pack.ts';
import { EAR_FRAME, MODEL_FRAME, MODEL_RATE } from '../../src/audio/pcm.ts';
import { sweep } from './sounds.ts';

test('sound is the same again after it was kept as Opus, with silence and plain sound between', async () => {
  const codec = await loadOpus();
  const [encoder, decoder] = [codec.encoder(), codec.decoder()];
  const sound = sweep(200, 3_000, 1_000, MODEL_RATE, 8_000);
  const frames = Array.from({ length: 50 }, (_, n) => {
    const packet = encoder.encode(sound.subarray(n * MODEL_FRAME, (n + 1) * MODEL_FRAME));
    return { pcm: decoder.decode(packet), opus: packet };
  });
  const plain = { pcm: Buffer.alloc(EAR_FRAME, 7) };
  const silence = { pcm: Buffer.alloc(EAR_FRAME) };
  const all = [...frames.slice(0, 20), silence, plain, ...frames.slice(20), silence];
  const small = [pack(all.slice(0, 7)), pack(all.slice(7))];
  const { unpack, close } = makeUnpacker(codec.decoder());
  assert.ok(Buffer.concat(small.map((each) => unpack(each))).equals(Buffer.concat(all.map(({ pcm }) => pcm))));
  assert.ok(Buffer.concat(small).length < Buffer.concat(all.map(({ pcm }) => pcm)).length / 3);
  close();
});

test('a packet that cannot be decoded is silence, and costs only itself', () => {
  const decode = (packet: Uint8Array) => {
    if (packet[0] === 13) throw new Error('corrupt');
    return Buffer.alloc(EAR_FRAME, packet[0]);
  };
  const frames = [1, 13, 3].map((byte) => ({ pcm: Buffer.alloc(EAR_FRAME, byte), opus: Uint8Array.of(byte) }));
  const { unpack } = makeUnpacker({ decode, close() {} });
  const expected = [1, 0, 3].map((byte) => Buffer.alloc(EAR_FRAME, byte));
  assert.deepEqual(unpack(pack(frames)), Buffer.concat(expected));
});
