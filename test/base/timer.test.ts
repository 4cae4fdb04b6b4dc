import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Timer } from '../../src/base/timer.ts';
import { VirtualClock } from '../virtual-clock.ts';

test('a timer rings once, when it is due', async () => {
  const clock = new VirtualClock();
  const rung: number[] = [];
  const timer = new Timer(clock);
  timer.set(1_000, () => rung.push(clock.now()));
  const due = clock.now() + 1_000;
  await clock.advance(999);
  assert.deepEqual([rung, timer.isSet], [[], true]);
  await clock.advance(60_000);
  assert.deepEqual([rung, timer.isSet], [[due], false]);
});

test('a timer that is set anew rings for that only, and one that is stopped does not ring', async () => {
  const clock = new VirtualClock();
  const rung: string[] = [];
  const timer = new Timer(clock);
  timer.set(1_000, () => rung.push('first'));
  timer.set(2_000, () => rung.push('second'));
  await clock.advance(2_000);
  assert.deepEqual(rung, ['second']);
  timer.set(1_000, () => rung.push('third'));
  timer.stop();
  timer.stop();
  await clock.advance(2_000);
  assert.deepEqual([rung, timer.isSet, clock.sleepers], [['second'], false, 0]);
});

test('a timer that is stopped or set anew in the moment in which it is due does not ring for what was', async () => {
  // Nothing runs between waking and the change, so the sleep is over and its ring is still to come.
  const clock = new VirtualClock(async () => {});
  const rung: string[] = [];
  const stopped = new Timer(clock);
  const anew = new Timer(clock);
  void clock.sleep(1_000).then(() => {
    stopped.stop();
    anew.set(1_000, () => rung.push('anew'));
  });
  stopped.set(1_000, () => rung.push('stopped'));
  anew.set(1_000, () => rung.push('first'));
  await clock.advance(1_000);
  await new Promise(setImmediate);
  await clock.advance(1_000);
  await new Promise(setImmediate);
  assert.deepEqual(rung, ['anew']);
});

test('a timer may be set again from within its ring', async () => {
  const clock = new VirtualClock();
  let rung = 0;
  const timer = new Timer(clock);
  const ring = () => {
    rung += 1;
    timer.set(1_000, ring);
  };
  timer.set(1_000, ring);
  await clock.advance(3_000);
  assert.deepEqual([rung, timer.isSet], [3, true]);
});
