import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoundedMap } from '../../src/base/bounded-map.ts';

test('of more keys than a map holds, those that were set longest ago are forgotten', () => {
  const map = new BoundedMap<string, number>(3);
  for (const [at, key] of ['a', 'b', 'c', 'a', 'd'].entries()) map.set(key, at);
  assert.deepEqual(
    [...map],
    [
      ['c', 2],
      ['a', 3],
      ['d', 4],
    ],
  );
  assert.deepEqual([map.size, map.has('b'), map.get('b'), map.get('a')], [3, false, undefined, 3]);
  assert.deepEqual([map.delete('c'), map.delete('c'), map.size], [true, false, 2]);
  map.clear();
  assert.equal(map.size, 0);
});
