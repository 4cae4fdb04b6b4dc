import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random } from '../../world/discord/voice/path.ts';
import { CHANNELS, schedule } from './plan.ts';

const many = (seed: number) => {
  const next = random(seed);
  return Array.from({ length: 2_000 }, () => schedule(next));
};

test('the same seed plans the same schedules, and another one others', () => {
  assert.deepEqual(many(1), many(1));
  assert.notDeepEqual(many(1), many(2));
});

test('schedules hold every blow, at every moment, against whoever has the channel and whoever has not', () => {
  const all = many(1);
  const strikes = all.flatMap((one) => one.strikes);
  const seen = (pick: (strike: (typeof strikes)[number]) => string) => [...new Set(strikes.map(pick))].toSorted();
  assert.deepEqual(
    seen(({ blow }) => blow.is),
    ['kill', 'pause', 'stop'],
  );
  assert.deepEqual(
    seen(({ moment }) => moment.point),
    ['asked', 'before', 'begun', 'next', 'over', 'said', 'shown'],
  );
  assert.deepEqual(
    seen(({ target }) => target),
    ['other', 'owner'],
  );
  const pauses = strikes.flatMap(({ blow }) => (blow.is === 'pause' ? [blow.ms] : []));
  assert.ok(Math.min(...pauses) >= 10 && Math.max(...pauses) <= 12_000);
  assert.ok(pauses.some((ms) => ms > 8_000) && pauses.some((ms) => ms < 50));
});

test('schedules hold questions of both ways, in all channels', () => {
  const askings = many(1).flatMap((one) => one.askings);
  assert.deepEqual(new Set(askings.map(({ way }) => way)), new Set(['mention', 'ask']));
  assert.equal(new Set(askings.map(({ channel }) => channel)).size, CHANNELS);
});
