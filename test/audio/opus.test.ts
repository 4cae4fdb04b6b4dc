import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LOOKAHEAD, loadOpus, type OpusLibrary } from '../../src/audio/opus.ts';
import { EAR_RATE, MODEL_FRAME, MODEL_RATE } from '../../src/audio/pcm.ts';
import { correlation, quiet, samplesOf, sweep } from './sounds.ts';

/** The codec's delay at the ears' sample rate: 6.5 ms. */
const LAG = 104;

const LIBRARIES: OpusLibrary[] = ['native', 'script'];

test('the native library is used where it can be loaded', async () => {
  assert.equal((await loadOpus()).library, 'native');
});

for (const library of LIBRARIES)
  describe(`opus, ${library}`, () => {
    test('what is encoded at 24 kHz is decoded at 16 kHz, the same sound', async (t) => {
      const codec = await loadOpus(library);
      const encoder = codec.encoder();
      const decoder = codec.decoder();
      t.after(() => [encoder, decoder].map((each) => each.close()));
      const said = Buffer.concat([sweep(200, 3000, 2000, MODEL_RATE, 10_000), quiet(20, MODEL_RATE)]);
      const heard: Buffer[] = [];
      for (let at = 0; at < said.length; at += MODEL_FRAME)
        heard.push(decoder.decode(encoder.encode(said.subarray(at, at + MODEL_FRAME))));
      assert.ok(heard.every((pcm) => pcm.length === 640));
      const expected = samplesOf(sweep(200, 3000, 2000, EAR_RATE, 10_000));
      assert.ok(correlation(expected, samplesOf(Buffer.concat(heard)), LAG) > 0.99);
    });

    test('what is encoded at 24 kHz is decoded at 24 kHz, the same sound', async (t) => {
      const codec = await loadOpus(library);
      const encoder = codec.encoder();
      const decoder = codec.decoder(MODEL_RATE);
      t.after(() => [encoder, decoder].map((each) => each.close()));
      const said = sweep(200, 6000, 2000, MODEL_RATE, 10_000);
      const heard: Buffer[] = [];
      for (let at = 0; at < said.length + LOOKAHEAD; at += MODEL_FRAME) {
        const frame = Buffer.alloc(MODEL_FRAME);
        said.copy(frame, 0, at, at + MODEL_FRAME);
        heard.push(decoder.decode(encoder.encode(frame)));
      }
      assert.ok(heard.every((pcm) => pcm.length === MODEL_FRAME));
      assert.ok(correlation(samplesOf(said), samplesOf(Buffer.concat(heard)), LOOKAHEAD / 2) > 0.99);
    });

    test('packets are about 64 kb/s, one channel, 20 ms', async (t) => {
      const encoder = (await loadOpus(library)).encoder();
      t.after(() => encoder.close());
      const said = sweep(200, 3000, 2000, MODEL_RATE, 10_000);
      let bytes = 0;
      for (let at = 0; at < said.length; at += MODEL_FRAME) {
        const packet = encoder.encode(said.subarray(at, at + MODEL_FRAME));
        bytes += packet.length;
        // RFC 6716 section 3.1: configuration, stereo bit, and code 0 for one frame in the packet.
        assert.equal((packet[0] ?? 255) & 0b111, 0);
      }
      assert.ok(bytes > 10_000 && bytes < 20_000, `${bytes} bytes in 2 s`);
    });

    test('a frame of another length is refused before the codec sees it', async (t) => {
      const encoder = (await loadOpus(library)).encoder();
      t.after(() => encoder.close());
      for (const length of [0, 950, 959, 961, 1920])
        assert.throws(() => encoder.encode(Buffer.alloc(length)), { name: 'RangeError', message: /960 bytes, not/ });
      assert.ok(encoder.encode(Buffer.alloc(960)).length > 0);
    });

    test('a corrupt packet and an empty one throw, and the decoder goes on', async (t) => {
      const decoder = (await loadOpus(library)).decoder();
      t.after(() => decoder.close());
      assert.throws(() => decoder.decode(Buffer.of(0xff, 0xff, 0xff)));
      assert.throws(() => decoder.decode(Buffer.of(3)));
      assert.throws(() => decoder.decode(Buffer.alloc(0)), /never empty/);
      assert.equal(decoder.decode(Buffer.of(0xf8, 0xff, 0xfe)).length, 640);
    });

    test('packets and sound are the caller’s to keep', async (t) => {
      const codec = await loadOpus(library);
      const encoder = codec.encoder();
      const decoder = codec.decoder();
      t.after(() => [encoder, decoder].map((each) => each.close()));
      const packet = encoder.encode(sweep(300, 400, 20, MODEL_RATE, 9000));
      const pcm = decoder.decode(packet);
      const before = [Buffer.from(packet), Buffer.from(pcm)];
      decoder.decode(encoder.encode(sweep(2000, 2500, 20, MODEL_RATE, 9000)));
      assert.deepEqual([Buffer.from(packet), pcm], before);
    });

    test('after a reset nothing is left of what was encoded before', async (t) => {
      const codec = await loadOpus(library);
      const encoder = codec.encoder();
      const decoder = codec.decoder();
      t.after(() => [encoder, decoder].map((each) => each.close()));
      const silence = Buffer.alloc(MODEL_FRAME);
      encoder.encode(sweep(300, 400, 20, MODEL_RATE, 20_000));
      const leftover = samplesOf(decoder.decode(encoder.encode(silence)));
      encoder.encode(sweep(300, 400, 20, MODEL_RATE, 20_000));
      encoder.reset();
      const fresh = codec.decoder();
      t.after(() => fresh.close());
      const nothing = samplesOf(fresh.decode(encoder.encode(silence)));
      assert.ok(Math.max(...leftover.map(Math.abs)) > 1000);
      assert.ok(Math.max(...nothing.map(Math.abs)) < 10);
    });
  });

test('the twenty-first coder without the native library is refused with a reason, and a closed one makes room', async (t) => {
  const codec = await loadOpus('script');
  const coders = Array.from({ length: 20 }, (_, at) => (at % 2 ? codec.encoder() : codec.decoder()));
  t.after(() => coders.map((each) => each.close()));
  assert.throws(() => codec.decoder(), /20 encoders and decoders, and all are in use/);
  coders[0]?.close();
  coders[0]?.close();
  const another = codec.encoder();
  assert.ok(another.encode(Buffer.alloc(960)).length > 0);
  assert.throws(() => codec.encoder(), /all are in use/);
  another.close();
});

test('hundreds of coders come and go without the native library', async () => {
  const codec = await loadOpus('script');
  for (let round = 0; round < 300; round++) {
    const decoder = codec.decoder();
    assert.equal(decoder.decode(Buffer.of(0xf8, 0xff, 0xfe)).length, 640);
    decoder.close();
  }
});
