import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Throttle } from '../../src/base/throttle.ts';
import { VirtualClock } from '../virtual-clock.ts';

test('the same is said to the same person once in a while', async () => {
  const clock = new VirtualClock();
  const seldom = new Throttle(clock, 60_000);
  assert.deepEqual([seldom.may('ada'), seldom.may('ada'), seldom.may('bob')], [true, false, true]);
  await clock.advance(59_999);
  assert.equal(seldom.may('ada'), false);
  await clock.advance(1);
  assert.equal(seldom.may('ada'), true);
});

test('of more than ten thousand the oldest are forgotten', () => {
  const seldom = new Throttle(new VirtualClock(), 60_000);
  for (let person = 0; person <= 10_000; person += 1) assert.equal(seldom.may(`${person}`), true);
  assert.equal(seldom.may('10000'), false);
  assert.equal(seldom.may('0'), true);
});
