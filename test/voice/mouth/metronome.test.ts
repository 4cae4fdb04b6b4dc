import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../src/base/clock.ts';
import { type Beat, Metronome, systemTicks, type Ticks } from '../../../src/voice/mouth/metronome.ts';
import { VirtualTicks } from './ticks.ts';

/** A part whose beats are recorded, relative to its start. */
const setUp = (ticks = new VirtualTicks()) => {
  const metronome = new Metronome(ticks);
  const begin = ticks.now();
  const part = (beat: Beat = () => true) => {
    const beats: number[] = [];
    const errors: unknown[] = [];
    const run = () => {
      beats.push(ticks.now() - begin);
      return beat();
    };
    return { beats, errors, ...metronome.part(run, (error) => errors.push(error)) };
  };
  return { ticks, part };
};

test('the first beat is at once and the others are 20 ms apart, on multiples of 5 ms', () => {
  const { ticks, part } = setUp();
  const one = part();
  ticks.advance(7);
  one.start();
  assert.deepEqual(one.beats, [7]);
  ticks.advance(60);
  assert.deepEqual(one.beats, [7, 25, 45, 65]);
});

test('each part begins when it likes, and there are one timer and at most four awakenings in 20 ms for all', () => {
  const ticks = new VirtualTicks();
  const { part } = setUp(ticks);
  const parts = Array.from({ length: 200 }, () => {
    const each = part();
    each.start();
    ticks.advance(3);
    return each;
  });
  assert.equal(ticks.alarms, 1);
  const woken = ticks.rung;
  ticks.advance(1000);
  assert.ok(ticks.rung - woken <= 200, `${ticks.rung - woken}`);
  for (const [at, { beats }] of parts.entries()) {
    assert.equal(beats[0], at * 3);
    const [second = 0, ...apart] = beats.slice(1).map((beat, before) => beat - (beats[before] ?? 0));
    assert.ok(second > 15 && second <= 20, `${second}`);
    assert.deepEqual(new Set(apart), new Set([20]));
  }
});

test('a part that is done or stopped beats no more, and without parts there is no timer', () => {
  const { ticks, part } = setUp();
  const stopped = part();
  let left = 2;
  const twice = part(() => --left > 0);
  twice.start();
  stopped.start();
  ticks.advance(50);
  stopped.stop();
  ticks.advance(100);
  assert.deepEqual(twice.beats, [0, 20]);
  assert.deepEqual(stopped.beats, [0, 20, 40]);
  assert.equal(ticks.alarms, 0);
});

test('who starts again soon waits until 20 ms after the last beat', () => {
  const { ticks, part } = setUp();
  const one = part();
  one.start();
  one.stop();
  ticks.advance(5);
  one.start();
  one.start();
  assert.deepEqual(one.beats, [0]);
  ticks.advance(15);
  assert.deepEqual(one.beats, [0, 20]);
  one.stop();
  ticks.advance(100);
  one.start();
  assert.deepEqual(one.beats, [0, 20, 120]);
});

test('a timer that is late makes one beat late and no drift', () => {
  const { ticks, part } = setUp();
  const one = part();
  one.start();
  ticks.advance(15);
  ticks.stall(8);
  ticks.advance(37);
  assert.deepEqual(one.beats, [0, 23, 40, 60]);
});

test('a short stall is paid back whole and the schedule stays', () => {
  const { ticks, part } = setUp();
  const one = part();
  one.start();
  ticks.stall(70);
  assert.deepEqual(one.beats, [0, 70, 70, 70]);
  ticks.advance(30);
  assert.deepEqual(one.beats.slice(4), [80, 100]);
});

test('of a long stall five beats are paid back, and a new schedule begins', () => {
  const { ticks, part } = setUp();
  const [one, other] = [part(), part()];
  one.start();
  ticks.advance(5);
  other.start();
  ticks.stall(1000);
  assert.deepEqual(one.beats, [0, ...Array.from({ length: 5 }, () => 1005)]);
  assert.deepEqual(other.beats, [5, ...Array.from({ length: 5 }, () => 1005)]);
  ticks.advance(40);
  assert.deepEqual(one.beats.slice(6), [1025, 1045]);
});

test('an error is told to its owner, who goes on, and nobody else notices', () => {
  const { ticks, part } = setUp();
  const bad = part(() => {
    throw new Error(`beat ${bad.beats.length}`);
  });
  const good = part();
  bad.start();
  good.start();
  ticks.advance(40);
  assert.deepEqual(bad.errors.map(String), ['Error: beat 1', 'Error: beat 2', 'Error: beat 3']);
  assert.deepEqual(good.beats, [0, 20, 40]);
});

test('even an owner who throws at the news stops nobody else', () => {
  const ticks = new VirtualTicks();
  const metronome = new Metronome(ticks);
  let beats = 0;
  const fail = () => {
    throw new Error('no');
  };
  const bad = metronome.part(fail, fail);
  assert.throws(() => bad.start(), /no/);
  metronome.part(() => ++beats > 0, fail).start();
  assert.throws(() => ticks.advance(20), /no/);
  bad.stop();
  ticks.advance(40);
  assert.ok(beats >= 3, `${beats}`);
});

test('a beat may stop its own part and others', () => {
  const { ticks, part } = setUp();
  const other = part();
  const one = part(() => {
    one.stop();
    other.stop();
    return true;
  });
  other.start();
  one.start();
  ticks.advance(100);
  assert.deepEqual([one.beats, other.beats], [[0], [0]]);
});

test('time is counted from the start of the machine, so that steps of the wall clock make no difference', () => {
  const before = systemClock.now();
  const now = systemTicks.now();
  assert.ok(before <= now && now < systemClock.now() + 1);
});

test('work that takes longer than there is time for leaves the process time for others', () => {
  let now = 0;
  const pending: (() => void)[] = [];
  const ticks: Ticks = {
    now: () => now,
    at(_, callback) {
      pending.push(callback);
      return () => pending.splice(pending.indexOf(callback), 1);
    },
  };
  const metronome = new Metronome(ticks);
  let beats = 0;
  const part = metronome.part(
    () => {
      now += 30;
      beats++;
      return true;
    },
    () => {},
  );
  part.start();
  pending.shift()?.();
  assert.equal(beats, 2);
  assert.equal(pending.length, 1);
});

test('on the real clock no beat comes before its time', async () => {
  const metronome = new Metronome(systemTicks);
  const beats: number[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const alive = setTimeout(() => {}, 10_000);
  const beat = () => {
    beats.push(systemTicks.now());
    if (beats.length === 26) resolve();
    return beats.length < 26;
  };
  const began = systemTicks.now();
  metronome.part(beat, () => {}).start();
  await promise;
  clearTimeout(alive);
  // How late the beats are depends on the machine, and the bench measures it. The second beat is the first on the grid.
  const early = beats.slice(1).map((at, number) => at - began - number * 20);
  assert.ok(Math.min(...early) > -2, early.join(' '));
});
