import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseShardCount } from '../../src/fleet/shard-count.ts';

test('who comes to others counts as they do, until Discord recommends twice as many', () => {
  for (const recommended of [1, 4, 5, 7]) assert.equal(chooseShardCount([4, 4], recommended), 4);
  assert.equal(chooseShardCount([4, 4], 8), 8);
  // The first one that counts anew has others behind it.
  assert.equal(chooseShardCount([4, 8, 4], 9), 8);
});

test('who comes first goes by what Discord recommends', () => {
  assert.equal(chooseShardCount([], 3), 3);
});
