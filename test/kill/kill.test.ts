import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Story } from './story.ts';

/** Two stories at once, because much of a story is waiting. */
const SEEDS = [4, 5];
const KILLS = 6;

test('killed at twelve moments, it has lost nothing that people saw, and told nothing twice', {
  timeout: 180_000,
}, async () => {
  const reports = await Promise.all(SEEDS.map((seed) => Story.tell(seed, KILLS)));
  for (const [index, { times, violations }] of reports.entries()) {
    assert.deepEqual([...violations], [], `seed ${SEEDS[index]}`);
    assert.ok(times.length > KILLS / 2);
  }
});
