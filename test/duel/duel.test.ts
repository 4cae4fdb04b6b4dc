import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Duel } from './duel.ts';
import { merged } from './report.ts';

/** Two duels at once, because much of a duel is waiting. */
const SEEDS = [1, 2];

/** In real time: a process gives up its start if Discord takes some seconds for an answer, and a busy machine may need one of them. */
const SCALE = 1;

const SCHEDULES = 4;

test('of two processes on one store exactly one answers, whichever is killed or stands still', {
  timeout: 240_000,
}, async () => {
  const tempo = { scale: SCALE, origin: Date.now() };
  const terms = SEEDS.map((seed) => ({ seed, schedules: SCHEDULES, tempo, worker: seed }));
  const report = merged(await Promise.all(terms.map((one) => Duel.fight(one))));
  assert.deepEqual(
    report.findings.map(({ kind, what, seed, schedule }) => `seed ${seed}, schedule ${schedule}: ${kind}: ${what}`),
    [],
  );
  assert.equal(report.schedules, SEEDS.length * SCHEDULES);
});
