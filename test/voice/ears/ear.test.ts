import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { EAR_FRAME } from '../../../src/audio/pcm.ts';
import { Ear, type EarOutput, type Senses } from '../../../src/voice/ears/ear.ts';
import type { Packet } from '../../../src/voice/ears/jitter-buffer.ts';

/** A fake decoder: a packet's first byte is its length in units of 10 ms, and its second byte fills the PCM. */
const senses: Senses = {
  decode(opus) {
    const [length = 0, value = 0] = opus;
    if (value === 0xee) throw new Error('corrupt');
    return Buffer.alloc((length * EAR_FRAME) / 2, value);
  },
  isSpeech: (pcm) => pcm[0] !== 0,
  close() {},
};

const TICKS = 960;

/** A packet of 20 ms whose PCM is filled with `value`. */
const packet = (sequence: number, value = sequence & 0x7f, opus = Buffer.of(2, value, 9)): Packet => ({
  ssrc: 1,
  sequence: sequence & 0xffff,
  timestamp: (sequence * TICKS) >>> 0,
  opus,
  at: sequence * 20,
});

const SILENCE_FRAME = Buffer.of(0xf8, 0xff, 0xfe);

/** A short form of what was heard: each frame's first byte (0 is silence), or `quiet`. */
const short = (heard: EarOutput[]) => heard.map((each) => (each.is === 'quiet' ? 'quiet' : each.pcm[0]));

const hear = (packets: Packet[], ear = new Ear(senses)) => short(packets.flatMap((each) => ear.packet(each)));

describe('an ear', () => {
  test('gives 20 ms of sound for a packet, at once, and says whether it holds a voice', () => {
    const [heard, ...rest] = new Ear(senses).packet(packet(5));
    const { opus } = packet(5);
    assert.deepEqual(heard, { is: 'frame', pcm: Buffer.alloc(EAR_FRAME, 5), opus, speech: true, at: 100 });
    assert.deepEqual(rest, []);
  });

  test('hears packets in the order in which they were spoken', () => {
    assert.deepEqual(hear([1, 3, 2, 2, 4].map((each) => packet(each))), [1, 2, 3, 4]);
  });

  test('fills what is lost with silence of the same length, and no more than 200 ms', () => {
    const ear = new Ear(senses);
    assert.deepEqual(
      hear(
        [1, 4, 5, 6].map((each) => packet(each)),
        ear,
      ),
      [1, 0, 0, 4, 5, 6],
    );
    assert.deepEqual(
      hear(
        [37, 38, 39].map((each) => packet(each)),
        ear,
      ),
      [...Array(10).fill(0), 37, 38, 39],
    );
    assert.equal(ear.misses.lost, 32);
  });

  test('waits 40 ms for a packet and no longer', () => {
    const ear = new Ear(senses);
    ear.packet(packet(1));
    assert.deepEqual(ear.packet(packet(3)), []);
    assert.equal(ear.next, 100);
    assert.deepEqual(short(ear.tick(100)), [0, 3]);
  });

  test('takes a jump in time without a loss for a silence, and fills nothing', () => {
    const late = { ...packet(2), timestamp: 500 * TICKS };
    assert.deepEqual(hear([packet(1), late]), [1, 'quiet', 2]);
  });

  test('takes Discord’s silence frames for the end of speech, also if some are lost, and never decodes them', () => {
    const quiet = (sequence: number) => packet(sequence, 0, SILENCE_FRAME);
    const after = [6, 7, 8].map((sequence) => ({ ...packet(sequence), timestamp: (700 + sequence) * TICKS }));
    assert.deepEqual(hear([packet(1), quiet(2), quiet(3), ...after]), [1, 'quiet', 'quiet', 6, 7, 8]);
  });

  test('goes on across the ends of 16 and 32 bits', () => {
    const at = (index: number): Packet => ({
      ...packet(index, index + 1),
      sequence: (0xfffe + index) & 0xffff,
      timestamp: (0xffffffff - TICKS + index * TICKS) >>> 0,
    });
    assert.deepEqual(hear([at(0), at(1), at(3), at(4), at(5)]), [1, 2, 0, 4, 5, 6]);
  });

  test('loses 20 ms for a packet that can’t be decoded', () => {
    const ear = new Ear(senses);
    assert.deepEqual(
      hear([packet(1), packet(2, 0xee), packet(3), packet(4, 0, Buffer.of(0, 1, 9))], ear),
      [1, 0, 3, 0],
    );
    assert.equal(ear.misses.broken, 2);
  });

  test('drops what is still encrypted, as if it were lost', () => {
    const ear = new Ear(senses);
    const ciphertext = (sequence: number) => packet(sequence, 0, Buffer.of(2, 77, 5, 0xfa, 0xfa));
    assert.deepEqual(hear([ciphertext(1), ciphertext(2), packet(3), ciphertext(4), packet(5)], ear), [3, 0, 5]);
    assert.equal(ear.misses.ciphertext, 3);
  });

  test('drops empty packets and padding, which take no time', () => {
    const ear = new Ear(senses);
    const none = { ...packet(2, 0, Buffer.alloc(0)), timestamp: TICKS };
    const padding = { ...packet(3, 0, Buffer.of(0, 0, 0, 4)), timestamp: TICKS };
    const next = { ...packet(4), timestamp: 2 * TICKS };
    assert.deepEqual(hear([packet(1), none, padding, next], ear), [1, 4]);
    assert.equal(ear.misses.empty, 2);
  });

  for (const length of [1, 2, 4, 6])
    test(`cuts packets of ${length * 10} ms into frames of 20 ms`, () => {
      const ear = new Ear(senses);
      const packets = Array.from({ length: 12 / length }, (_, index) => ({
        ...packet(index, index + 1, Buffer.of(length, index + 1, 9)),
        timestamp: (index * length * TICKS) / 2,
      }));
      const heard = packets.flatMap((each) => ear.packet(each));
      const sound = Buffer.concat(heard.flatMap((each) => (each.is === 'frame' ? [each.pcm] : [])));
      assert.equal(heard.length, 6);
      assert.deepEqual(sound, Buffer.concat(packets.map(({ opus }) => senses.decode(opus))));
    });

  test('lets the last 10 ms out when the client falls silent', () => {
    const ear = new Ear(senses);
    ear.packet(packet(1, 1, Buffer.of(3, 1, 9)));
    const [tail, quiet] = ear.packet(packet(2, 0, SILENCE_FRAME));
    const half = EAR_FRAME / 2;
    assert.deepEqual(tail?.is === 'frame' && tail.pcm, Buffer.concat([Buffer.alloc(half, 1), Buffer.alloc(half)]));
    assert.equal(quiet?.is, 'quiet');
  });

  test('gives back its codec when it is closed', (context) => {
    const close = context.mock.fn();
    new Ear({ ...senses, close }).close();
    assert.equal(close.mock.callCount(), 1);
  });

  test('whatever is lost, late or doubled, frames come in order, with their own sound and silence for the rest', () => {
    const arrival = fc.record({ behind: fc.integer({ min: 0, max: 5 }), times: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(fc.nat(0xffff), fc.array(arrival, { minLength: 1, maxLength: 100 }), (start, plan) => {
        const ear = new Ear(senses);
        const order = plan
          .flatMap(({ behind, times }, index) => Array<[number, number]>(times).fill([index + behind, index]))
          .sort(([a], [b]) => a - b);
        const heard = order.flatMap(([, index], turn) => ear.packet({ ...packet(start + index, index + 1), at: turn }));
        const frames = short([...heard, ...ear.tick(Number.POSITIVE_INFINITY)]).map(Number);
        const own = frames.filter((frame) => frame !== 0);
        assert.deepEqual(
          own,
          [...new Set(own)].sort((a, b) => a - b),
        );
        assert.ok(frames.length <= plan.length);
        const { lost, late } = ear.misses;
        assert.equal(own.length + late, order.length);
        assert.ok(frames.length - own.length <= lost);
        const holes = own.slice(1).map((frame, index) => frame - (own[index] ?? 0) - 1);
        assert.equal(
          frames.length - own.length,
          holes.reduce((sum, hole) => sum + Math.min(hole, 10), 0),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('survives any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(0xffff), fc.uint8Array({ maxLength: 6 }))), (script) => {
        const ear = new Ear({ ...senses, decode: (opus) => senses.decode(Buffer.from([opus[0] ?? 0, opus[1] ?? 0])) });
        const heard = script.flatMap(([sequence, bytes]) => ear.packet(packet(sequence, 0, Buffer.from(bytes))));
        assert.ok(heard.every((each) => each.is === 'quiet' || each.pcm.length === EAR_FRAME));
      }),
    );
  });
});
