import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoundedSet } from '../../src/base/bounded-set.ts';

test('of more keys than a set holds, those that were added longest ago are forgotten', () => {
  const set = new BoundedSet<string>(2);
  for (const key of ['a', 'b', 'a', 'c']) set.add(key);
  assert.deepEqual([set.has('a'), set.has('b'), set.has('c'), set.size], [true, false, true, 2]);
  assert.deepEqual([set.delete('a'), set.has('a')], [true, false]);
  set.clear();
  assert.equal(set.size, 0);
});
