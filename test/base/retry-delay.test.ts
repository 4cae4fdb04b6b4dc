import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RetryDelay } from '../../src/base/retry-delay.ts';

test('each wait is twice as long as the one before, up to the limit', () => {
  const delay = new RetryDelay({ first: 1_000, last: 5_000 });
  assert.deepEqual(
    Array.from({ length: 5 }, () => delay.next()),
    [1_000, 2_000, 4_000, 5_000, 5_000],
  );
});

test('after a success the wait is short again', () => {
  const delay = new RetryDelay({ first: 1_000, last: 5_000 });
  delay.next();
  delay.next();
  delay.reset();
  assert.equal(delay.next(), 1_000);
});
