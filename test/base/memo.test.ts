import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoize } from '../../src/base/memo.ts';

test('what was worked out is worked out once, as long as it is among the newest', () => {
  const worked: string[] = [];
  const length = memoize((text) => {
    worked.push(text);
    return text.length;
  }, 2);
  assert.deepEqual([length('one'), length('three'), length('one')], [3, 5, 3]);
  assert.deepEqual(worked, ['one', 'three']);
  assert.equal(length('seven'), 5);
  assert.equal(length('one'), 3);
  assert.deepEqual(worked, ['one', 'three', 'seven', 'one']);
});
