import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SlidingWindow } from '../../src/base/sliding-window.ts';
import { VirtualClock } from '../virtual-clock.ts';

test('a window counts what happened within its time, and says when it will be less', async () => {
  const clock = new VirtualClock();
  const window = new SlidingWindow(clock, 60_000);
  const first = clock.now();
  window.add();
  await clock.advance(20_000);
  window.add();
  assert.deepEqual([window.count, window.full(3), window.full(2)], [2, undefined, first + 60_000]);
  await clock.advance(39_999);
  assert.deepEqual([window.count, window.full(2)], [2, first + 60_000]);
  await clock.advance(1);
  assert.deepEqual([window.count, window.full(2), window.full(1)], [1, undefined, first + 80_000]);
});

test('what did not happen after all is not counted', () => {
  const window = new SlidingWindow(new VirtualClock(), 60_000);
  window.add();
  window.add();
  window.remove();
  assert.deepEqual([window.count, window.full(2)], [1, undefined]);
});
