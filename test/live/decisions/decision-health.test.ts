import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  beginTrial,
  type DecisionHealth,
  findRest,
  type HealthSign,
  judgeHealth,
  SOUND_HEALTH,
} from '../../../src/live/decisions/decision-health.ts';

const slow: HealthSign = { is: 'slow' };
const failed: HealthSign = { is: 'failed', why: '', billed: false };
const well: HealthSign = { is: 'well' };
const MINUTE = 60_000;

/** The health after signs, which come at these times. */
const after = (...signs: [sign: HealthSign, at: number][]): DecisionHealth =>
  signs.reduce((health, [sign, at]) => judgeHealth(health, sign, at), SOUND_HEALTH);

test('three misses in a row, slow or failed, are a rest of five minutes', () => {
  assert.equal(findRest(after([slow, 0], [failed, 1]), 2), undefined);
  assert.equal(findRest(after([slow, 0], [failed, 1], [well, 2], [slow, 3], [slow, 4]), 5), undefined);
  const resting = after([slow, 0], [failed, 1], [slow, 2]);
  assert.deepEqual(findRest(resting, 2), { why: 'trouble', retryIn: 5 * MINUTE });
  assert.equal(findRest(resting, 2 + 5 * MINUTE), undefined);
});

test('after that rest one request is a trial', () => {
  const trouble: [HealthSign, number][] = [
    [slow, 0],
    [slow, 0],
    [slow, 0],
  ];
  const later = 6 * MINUTE;
  assert.equal(findRest(after(...trouble, [failed, later]), later)?.why, 'trouble');
  assert.deepEqual(after(...trouble, [well, later]), SOUND_HEALTH);
});

test('the others wait for it, and if nothing comes of it, another is one', () => {
  assert.equal(beginTrial(SOUND_HEALTH, 0, 700), SOUND_HEALTH);
  const later = 6 * MINUTE;
  for (const [sign, why] of [
    [slow, 'trouble'],
    [{ is: 'quota' }, 'quota'],
    [{ is: 'absent', status: 404 }, 'absent'],
  ] as const) {
    const rests = after([sign, -60 * MINUTE], [sign, -60 * MINUTE], [sign, -60 * MINUTE]);
    assert.equal(findRest(rests, later), undefined);
    const trial = beginTrial(rests, later, 700);
    assert.deepEqual(findRest(trial, later + 100), { why, retryIn: 600 });
    assert.equal(findRest(trial, later + 700), undefined);
    assert.deepEqual(judgeHealth(trial, well, later + 200), SOUND_HEALTH);
    const failed = findRest(judgeHealth(trial, sign, later + 200), later + 200);
    assert.ok(failed && failed.retryIn >= MINUTE);
  }
});

test('what was under way when a rest began ends one for trouble, prolongs none, and ends none that Google asked for', () => {
  const trouble = after([slow, 0], [slow, 0], [slow, 0], [slow, MINUTE]);
  assert.equal(findRest(trouble, MINUTE)?.retryIn, 4 * MINUTE);
  assert.deepEqual(judgeHealth(trouble, well, MINUTE), SOUND_HEALTH);
  const quota = after([{ is: 'quota', retryIn: 12_000 }, 0], [well, 100]);
  assert.deepEqual(findRest(quota, 100), { why: 'quota', retryIn: 11_900 });
});

test('a model that isn’t there is asked again after an hour, and a quota after a minute if Google doesn’t say', () => {
  assert.deepEqual(findRest(after([{ is: 'absent', status: 404 }, 0]), 0), { why: 'absent', retryIn: 60 * MINUTE });
  assert.deepEqual(findRest(after([{ is: 'quota' }, 0]), 0), { why: 'quota', retryIn: MINUTE });
  const later = 61 * MINUTE;
  assert.equal(findRest(after([{ is: 'absent', status: 404 }, 0], [failed, later]), later), undefined);
});
