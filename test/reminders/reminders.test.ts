import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drill } from './drill.ts';

test('each reminder comes once, from two processes that are killed at random', { timeout: 120_000 }, async () => {
  const { lateness, kills, violations } = await drill({ seed: 7, reminders: 150, seconds: 13, between: 2, ahead: 5 });
  assert.deepEqual(violations, []);
  assert.ok(kills >= 2, `${kills} kills`);
  assert.equal(lateness.length, 150);
});
