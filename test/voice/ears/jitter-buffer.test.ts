import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Arrival, JitterBuffer, type Packet } from '../../../src/voice/ears/jitter-buffer.ts';

const packet = (sequence: number, at = 0): Packet => ({
  ssrc: 1,
  sequence: sequence & 0xffff,
  timestamp: (sequence * 960) >>> 0,
  opus: Buffer.of(1),
  at,
});

/** Arrivals in a short form: sequence numbers, and `-n` for n lost packets. */
const short = (arrivals: Arrival[]) =>
  arrivals.map((each) => (each.is === 'lost' ? -each.count : each.packet.sequence));

const pushAll = (reorder: JitterBuffer, sequences: number[]) =>
  sequences.flatMap((sequence) => short(reorder.push(packet(sequence))));

describe('the reorder window', () => {
  test('lets packets in order through at once', () => {
    assert.deepEqual(pushAll(new JitterBuffer(), [7, 8, 9]), [7, 8, 9]);
  });

  test('puts packets right that come up to two places late', () => {
    assert.deepEqual(pushAll(new JitterBuffer(), [1, 3, 2, 6, 5, 4]), [1, 2, 3, 4, 5, 6]);
  });

  test('gives a packet up when three later ones have come', () => {
    const reorder = new JitterBuffer();
    assert.deepEqual(pushAll(reorder, [1, 3, 4]), [1]);
    assert.deepEqual(pushAll(reorder, [5]), [-1, 3, 4, 5]);
    assert.deepEqual(pushAll(reorder, [2]), []);
    assert.equal(reorder.late, 1);
  });

  test('gives a packet up after 40 ms', () => {
    const reorder = new JitterBuffer();
    reorder.push(packet(1, 100));
    reorder.push(packet(4, 120));
    assert.equal(reorder.next, 160);
    assert.deepEqual(reorder.tick(159), []);
    assert.deepEqual(short(reorder.tick(160)), [-2, 4]);
    assert.equal(reorder.next, undefined);
  });

  test('drops what comes twice', () => {
    const reorder = new JitterBuffer();
    assert.deepEqual(pushAll(reorder, [1, 1, 3, 3, 2, 2]), [1, 2, 3]);
    assert.equal(reorder.late, 3);
  });

  test('goes on across the end of 16 bits', () => {
    assert.deepEqual(pushAll(new JitterBuffer(), [0xffff, 1, 0, 2]), [0xffff, 0, 1, 2]);
  });

  test('follows a sender that restarts with a distant sequence number', () => {
    assert.deepEqual(pushAll(new JitterBuffer(), [500, 502, 30_000, 30_001, 10]), [500, 502, 30_000, 30_001, 10]);
  });

  test('takes the packets of another stream of the same member as they are, wherever they begin', () => {
    const reorder = new JitterBuffer();
    pushAll(reorder, [10, 11, 12]);
    const again = [5, 6, 7].map((sequence) => ({ ...packet(sequence), ssrc: 2 }));
    assert.deepEqual(
      again.flatMap((each) => short(reorder.push(each))),
      [5, 6, 7],
    );
  });

  test('whatever comes when, gives each packet once at most, in order, and accounts for those that are missing', () => {
    const arrival = fc.record({ behind: fc.integer({ min: 0, max: 6 }), times: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(fc.nat(0xffff), fc.array(arrival, { maxLength: 90 }), (start, plan) => {
        const reorder = new JitterBuffer();
        const order = plan
          .flatMap(({ behind, times }, index) => Array(times).fill({ index, place: index + behind }))
          .sort((a, b) => a.place - b.place);
        const given = order.flatMap(({ index }, turn) => reorder.push(packet(start + index, turn * 5)));
        const all = [...given, ...reorder.tick(Number.POSITIVE_INFINITY)];
        const packets = all.flatMap((each) => (each.is === 'packet' ? [each.packet.sequence] : []));
        const lost = all.reduce((sum, each) => sum + (each.is === 'lost' ? each.count : 0), 0);
        const offsets = packets.map((sequence) => (sequence - (packets[0] ?? 0)) & 0xffff);
        assert.deepEqual(
          offsets,
          [...new Set(offsets)].sort((a, b) => a - b),
        );
        assert.equal(packets.length + lost, packets.length && (offsets.at(-1) ?? 0) + 1);
        assert.equal(packets.length + reorder.late, order.length);
      }),
      { numRuns: 300 },
    );
  });
});
