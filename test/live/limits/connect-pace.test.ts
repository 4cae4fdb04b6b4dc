import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { UserError } from '../../../src/base/errors.ts';
import type { ConnectPace } from '../../../src/live/limits/connect-pace.ts';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';
import { ReconnectAdmission } from '../../../src/live/limits/reconnect-admission.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makePace } from '../defaults.ts';
import { never, notes, stage, turn } from '../stage.ts';

/** Several sessions that wait for a slot, and when each gets one, in milliseconds from now. */
const waiting = (pace: ConnectPace, clock: VirtualClock, count: number) => {
  const began = clock.now();
  return Array.from({ length: count }, () => {
    const stop = new AbortController();
    const entered = pace.enter(stop.signal).then(
      () => clock.now() - began,
      () => 'gave up' as const,
    );
    return { stop, entered };
  });
};

test('one who gives up waiting gives its slot back, and those behind move up', async () => {
  const clock = new VirtualClock();
  const pace = makePace(clock);
  pace.noteQuota(1);
  const all = waiting(pace, clock, 6);
  await setImmediate();
  for (const { stop } of all.slice(1, 5)) stop.abort(new Error('enough'));
  const times = await clock.until(Promise.all(all.map(({ entered }) => entered)));
  assert.deepEqual(times, [0, 'gave up', 'gave up', 'gave up', 'gave up', 2_000]);
  const [next] = waiting(pace, clock, 1);
  assert.ok(next);
  assert.equal(await clock.until(next.entered), 2_000);
});

test('one who gives up waiting does not wait for those before', async () => {
  const clock = new VirtualClock();
  const pace = makePace(clock);
  pace.noteQuota(1);
  const all = waiting(pace, clock, 5);
  all[4]?.stop.abort(new Error('enough'));
  assert.equal(await all[4]?.entered, 'gave up');
});

test('one who gives up trying whether a refused key is good again leaves the try to the next', async () => {
  const clock = new VirtualClock();
  const pace = makePace(clock);
  pace.noteEnding({ is: 'stop', why: 'key' });
  await clock.advance(5 * 60_000);
  const stop = new AbortController();
  await pace.enter(stop.signal);
  await assert.rejects(pace.enter(never), UserError);
  stop.abort(new Error('enough'));
  await pace.enter(never);
});

test('who gives up before it connects again has not used up a reconnection of the minute', async () => {
  const clock = new VirtualClock();
  const pace = makePace(clock);
  const admission = new ReconnectAdmission(clock, pace, () => 1);
  for (let times = 0; times < 40; times++) {
    admission.noteEnding({ pause: true, speaker: 'named', account: 'fine' }, 0);
    const stop = new AbortController();
    const entering = admission.enter(clock.now() + 60_000, stop.signal);
    await clock.advance(10);
    stop.abort(new Error('enough'));
    await assert.rejects(entering, /enough/);
  }
  const entering = new ReconnectAdmission(clock, pace, () => 1).enter(clock.now() + 60_000, never);
  await clock.until(entering);
});

test('nobody holds a seat while it waits for its slot', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock);
  const pool = new ConnectionPool(2);
  const { open } = await stage(t, { clock, pace, pool });
  const talking = open(notes());
  await talking.ask('hello', 1, turn(), never);
  pace.noteQuota(1);
  const [stop, late] = [new AbortController(), new AbortController()];
  const first = open(notes()).ask('hello', 1, turn(), stop.signal);
  const second = open(notes()).ask('hello', 1, turn(), late.signal);
  await clock.until(first);
  // The second one waits for two seconds, and meanwhile no idle connection is closed for it.
  assert.equal(pool.taken, 2);
  assert.ok(talking.connected);
  await clock.until(second);
  assert.equal(talking.connected, false);
});
