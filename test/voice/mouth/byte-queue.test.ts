import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ByteQueue } from '../../../src/voice/mouth/byte-queue.ts';

const pieces = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 });

test('what goes in comes out in its order, whatever the pieces', () => {
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 40 }), (all, length) => {
      const queue = new ByteQueue();
      for (const piece of all) queue.add(piece);
      const whole = Buffer.concat(all);
      assert.equal(queue.size, whole.length);
      const out: Uint8Array[] = [];
      while (queue.size > 0) {
        const before = queue.size;
        const frame = new Uint8Array(length);
        const moved = queue.take(frame);
        assert.equal(moved, Math.min(length, before));
        assert.equal(queue.size, before - moved);
        out.push(frame.subarray(0, moved));
      }
      assert.deepEqual(Buffer.concat(out), whole);
    }),
  );
});

test('nothing is left of what was forgotten, not even of a piece that was begun', () => {
  const queue = new ByteQueue();
  queue.add(Uint8Array.of(1, 2, 3));
  queue.take(new Uint8Array(2));
  queue.clear();
  queue.add(Uint8Array.of(4, 5));
  const frame = new Uint8Array(3);
  assert.deepEqual([queue.take(frame), [...frame], queue.size], [2, [4, 5, 0], 0]);
});
