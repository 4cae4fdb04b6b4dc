import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Where promises are raced by hand, and why `within` and `unlessAborted` of `src/base/clock.ts` don't do there. */
const RACES: Record<string, string> = {
  'src/base/clock.ts': 'it is here',
  'src/main.ts': 'a process ends in two ways, and both are answers',
  'src/parley.ts': 'two parts may say that the process cannot go on, and either has said enough',
  'src/store/redis.ts': 'a client that cannot connect tells so by an event, and keeps trying',
};

/** The files of the program that contain this. */
const filesWith = (pattern: RegExp): string[] => {
  const files = ['src', 'commands', 'rehearsal'].flatMap((folder) => globSync(`${folder}/**/*.ts`));
  assert.ok(files.length > 200, `${files.length} files`);
  return files
    .filter((file) => pattern.test(readFileSync(file, 'utf8')))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
};

test('nothing else races promises by hand, and these still do', () => {
  assert.deepEqual(filesWith(/\bPromise\.(?:race|any)\(/), Object.keys(RACES).sort());
});

test('only the clock rejects a promise because a signal aborts', () => {
  assert.deepEqual(filesWith(/\breject\([^)]*\.reason\b/), ['src/base/clock.ts']);
});
