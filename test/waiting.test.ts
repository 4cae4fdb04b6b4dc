import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Where promises are raced by hand, and why `within` and `unlessAborted` of `src/base/clock.ts` do not do there. */
const RACES: Record<string, string> = {
  'src/base/clock.ts': 'it is here',
  'src/main.ts': 'a process ends in two ways, and both are answers',
  'src/store/redis.ts': 'a client that cannot connect tells so by an event, and keeps trying',
};

test('nothing else races promises by hand', () => {
  const files = ['src', 'commands', 'rehearsal'].flatMap((folder) => globSync(`${folder}/**/*.ts`));
  assert.ok(files.length > 200, `${files.length} files`);
  const racing = files
    .filter((file) => /\bPromise\.(?:race|any)\(/.test(readFileSync(file, 'utf8')))
    .map((file) => file.replaceAll('\\', '/'));
  assert.deepEqual(
    racing.filter((file) => RACES[file] === undefined),
    [],
  );
  assert.ok(racing.includes('src/base/clock.ts'));
});
