import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Duel } from './duel.ts';
import { merged } from './report.ts';

/** Two duels at once, because much of a duel is waiting; five times as fast as the wall clock. */
const SEEDS = [1, 2];
const SCHEDULES = 6;

test('of two processes on one store exactly one answers, whichever is killed or stands still', {
  timeout: 120_000,
}, async () => {
  const tempo = { scale: 5, origin: Date.now() };
  const terms = SEEDS.map((seed) => ({ seed, schedules: SCHEDULES, tempo, worker: seed }));
  const report = merged(await Promise.all(terms.map((one) => Duel.fight(one))));
  assert.deepEqual(
    report.findings.map(({ kind, what, seed, schedule }) => `seed ${seed}, schedule ${schedule}: ${kind}: ${what}`),
    [],
  );
  assert.equal(report.schedules, SEEDS.length * SCHEDULES);
});
