import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../src/base/events.ts';
import { OperatorHistory } from '../../src/ops/operator-history.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { makeBusyLevels } from './operator-stage.ts';

const turn = (first: number | undefined, total: number, outcome: 'complete' | 'failed' = 'complete'): Event => ({
  is: 'turn',
  outcome,
  way: 'typed',
  by: 'live',
  first,
  total,
});

const open = () => {
  const clock = new VirtualClock();
  const history = new OperatorHistory(clock);
  const { levels, now } = makeBusyLevels();
  const closing = new AbortController();
  const over = history.follow(() => levels, closing.signal);
  return { clock, history, levels, now, close: () => closing.abort(), over };
};

test('a sample is what is open now, what ended in the last minute, and how long turns took in the last five', async () => {
  const { clock, history, levels } = open();
  assert.deepEqual(history.take(levels), {
    at: clock.wall(),
    sessions: 3,
    calls: 1,
    waiting: 1,
    turns: 0,
    tokens: 0,
    dollars: 0,
    first50: null,
    first95: null,
    whole50: null,
    whole95: null,
  });
  for (let count = 1; count <= 100; count++) history.observe(turn(count, count * 10));
  history.observe(turn(undefined, 5_000, 'failed'));
  history.observe({ is: 'tokens', by: 'live', prompt: 900, answer: 90, thoughts: 10, searches: 2, nano: 2_500_000 });
  history.observe({
    is: 'tokens',
    by: 'live',
    prompt: Number.NaN,
    answer: -5,
    thoughts: 0,
    searches: -1,
    nano: Number.NaN,
  });
  const sample = history.take(levels);
  assert.deepEqual([sample.turns, sample.tokens, sample.dollars], [101, 1_000, 0.0025]);
  assert.deepEqual([sample.first50, sample.first95, sample.whole50, sample.whole95], [51, 96, 510, 960]);
  await clock.advance(66_000);
  const later = history.take(levels);
  assert.deepEqual([later.turns, later.tokens, later.first50], [0, 0, 51]);
  await clock.advance(5 * 60_000);
  assert.equal(history.take(levels).first50, null);
  assert.deepEqual(history.totals, { turns: 101, failed: 1, tokens: 1_000, searches: 2, dollars: 0.0025 });
});

test('a quarter of an hour is kept, whatever happens, and nothing after the end', async () => {
  const { clock, history, now, close, over } = open();
  await clock.advance(10 * 60_000);
  assert.equal(history.samples.length, 121);
  now.sessions = 9;
  await clock.advance(60 * 60_000);
  assert.equal(history.samples.length, 180);
  assert.equal(history.samples[0]?.sessions, 9);
  const [first, second] = history.samples;
  assert.equal((second?.at ?? 0) - (first?.at ?? 0), 5_000);
  for (let count = 0; count < 10_000; count++) history.observe(turn(1, 1));
  close();
  await over;
  const before = history.samples.length;
  await clock.advance(60_000);
  assert.deepEqual([history.samples.length, clock.sleepers], [before, 0]);
});
