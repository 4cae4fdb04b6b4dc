import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { lineOf } from './case.ts';
import { checks, failed } from './checks.ts';
import type { Verdict } from './judge.ts';
import type { SeedReport } from './seed-worker.ts';

/** So much processor time may a day take, in seconds. */
const MOST_WORK = 60;

const casesOf = ({ lost, doubled, needless, frames, amnesia }: Verdict): string =>
  [lost, doubled, needless, frames.cases, amnesia.unnoticed].flat().map(lineOf).join('\n');

/**
 * What became of a seed's days, in a thread of their own: the test runner notes for every promise of its thread which test
 * it belongs to, which would be half of all the work here.
 *
 * @throws what the days threw.
 */
const spend = async (seed: number): Promise<SeedReport> => {
  const [report] = await once(new Worker(new URL('seed-worker.ts', import.meta.url), { workerData: seed }), 'message');
  return report;
};

/** The day on which the textbook's way to reconnect fails at most kinds of things; `npm run soak` tries fifty. */
const SEED = 1;

test(`a day with every known failure loses, doubles and forgets nothing, seed ${SEED}`, async (t) => {
  const { ours, theirs, work } = await spend(SEED);
  const other = checks(theirs);
  for (const [index, { what, found }] of checks(ours).entries())
    t.diagnostic(`${what}: ${Math.round(found)}, the textbook ${Math.round(other[index]?.found ?? 0)}`);
  assert.deepEqual(failed(ours), [], casesOf(ours));
  assert.ok(ours.rotations > 100, `${ours.rotations} connections after the first`);
  assert.ok(ours.restarts > 5, `${ours.restarts} processes after the first`);
  assert.ok(ours.leaving > 5, `${ours.leaving} spoke while an idle connection was closing`);
  assert.ok(theirs.lost.length - theirs.overtaken > 50, 'the textbook loses turns at rotations');
  assert.ok(work < MOST_WORK, `${work} s`);
});
