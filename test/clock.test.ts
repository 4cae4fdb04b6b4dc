import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { type Clock, systemClock } from '../src/clock.ts';
import { VirtualClock } from './clock.ts';

for (const [name, make] of Object.entries<() => Clock>({
  wall: () => systemClock,
  virtual: () => new VirtualClock(),
})) {
  test(`a sleep ends with the signal's own reason, and leaves no listener behind (${name})`, async () => {
    const clock = make();
    const stop = new AbortController();
    const reason = new Error('enough');
    const sleeping = clock.sleep(60_000, stop.signal);
    stop.abort(reason);
    await assert.rejects(sleeping, reason);
    await assert.rejects(clock.sleep(1, stop.signal), reason);
    assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
  });

  test(`a sleep that is over leaves no listener behind (${name})`, async () => {
    const clock = make();
    const { signal } = new AbortController();
    const sleeping = clock.sleep(1, signal);
    if (clock instanceof VirtualClock) await clock.advance(1);
    // The wall clock does not keep a process alive, so something else has to.
    const alive = setInterval(() => {}, 1_000);
    await sleeping;
    clearInterval(alive);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });
}

test('virtual sleepers wake in the order in which they are due', async () => {
  const clock = new VirtualClock();
  const woken: number[] = [];
  for (const ms of [30, 10, 20]) void clock.sleep(ms).then(() => woken.push(ms));
  await clock.advance(25);
  assert.deepEqual(woken, [10, 20]);
  await clock.advance(5);
  assert.deepEqual(woken, [10, 20, 30]);
});
