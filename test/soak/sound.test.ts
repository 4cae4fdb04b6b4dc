import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missing, pieces, read } from './sound.ts';

test('sound that came whole and in order says whose it is, and misses nothing', () => {
  const heard = read(Buffer.concat(pieces(42, 1_000)));
  assert.equal(heard.number, 42);
  assert.equal(heard.indexes.length, 50);
  assert.equal(missing(heard, 1_000), 0);
});

test('what is lost, out of order, doubled or of somebody else is counted', () => {
  const [one, two, three] = pieces(42, 300);
  const [other] = pieces(7, 100);
  assert.ok(one && two && three && other);
  const count = (...all: Buffer[]) => missing(read(Buffer.concat(all)), 300);
  assert.equal(count(one, two, three), 0);
  assert.equal(count(one, three), 10);
  assert.ok(count(two, one, three) > 0);
  assert.ok(count(one, one, two, three) > 0);
  assert.ok(count(one, other, two, three) > 0);
  assert.equal(count(), 15);
});
