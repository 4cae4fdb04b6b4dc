import assert from 'node:assert/strict';
import { pbkdf2 } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { test } from 'node:test';
import { VirtualClock } from './virtual-clock.ts';

test('time stands still while a file is waited for, however busy the machine is', async () => {
  const clock = new VirtualClock();
  // Files wait until the threads of the pool, four by default, are done with this.
  for (let thread = 0; thread < 4; thread += 1) pbkdf2('a word', 'salt', 100_000, 32, 'sha512', () => {});
  const began = clock.now();
  await clock.until(stat('.'));
  assert.ok(clock.now() - began <= 100, `${clock.now() - began} ms`);
});
