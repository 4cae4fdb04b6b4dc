import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, posix, relative, sep } from 'node:path';
import { test } from 'node:test';

/**
 * Which room may import from which. A file directly in `src/` that holds words for all (a clock, an error) may be
 * imported from everywhere; the composition root and the terminal programs see everything.
 */
const ARROWS: Record<string, string[]> = {
  commands: ['commands', 'src/conversation', 'shared'],
  'src/discord': ['src/discord', 'src/conversation', 'shared'],
  'src/conversation': ['src/conversation', 'src/live', 'src/store', 'shared'],
  'src/live': ['src/live', 'shared'],
  'src/store': ['src/store', 'shared'],
  'src/proxy': ['src/proxy', 'shared'],
  'src/ops': ['src/ops', 'shared'],
  'src/voice': ['src/voice', 'src/audio', 'src/conversation', 'src/store', 'src/proxy', 'shared'],
  'src/audio': ['src/audio', 'shared'],
  shared: ['shared'],
};

/** Packages that only some rooms may know of. */
const PACKAGES: Record<string, string[]> = {
  'discord.js': ['src/discord', 'commands', 'root', 'src/terminal'],
  '@google/genai': [],
  '@google/genai/web': ['src/live', 'src/terminal'],
  undici: ['src/proxy'],
  ws: ['src/live', 'src/terminal'],
  keyv: ['src/store'],
  pg: ['src/store'],
  '@discordjs/voice': ['src/voice'],
  '@evan/opus': ['src/audio'],
};

const SHARED = new Set([
  'src/base/blank.ts',
  'src/base/memo.ts',
  'src/base/clock.ts',
  'src/base/diagnosis.ts',
  'src/base/errors.ts',
  'src/base/events.ts',
  'src/base/folder.ts',
  'src/base/exit.ts',
  'src/base/network-faults.ts',
]);
const ROOTS = new Set([
  'src/index.ts',
  'src/main.ts',
  'src/parley.ts',
  'src/shutdown.ts',
  'src/config.ts',
  'src/environment/spelling.ts',
  'src/environment/dotenv.ts',
  'src/environment/dotenv-lines.ts',
  'src/environment/shards.ts',
  'src/environment/secret-characters.ts',
]);

const roomOf = (file: string): string => {
  if (SHARED.has(file)) return 'shared';
  if (ROOTS.has(file)) return 'root';
  const [first = '', second = ''] = file.split('/');
  return first === 'src' ? `src/${second}` : first;
};

const files = globSync(['src/**/*.ts', 'commands/**/*.ts']).map((file) => file.split(sep).join('/'));
const imports = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, what = '']) => what);

test('imports between the rooms point one way only', () => {
  assert.ok(files.length > 20);
  for (const file of files) {
    const allowed = ARROWS[roomOf(file)];
    for (const what of imports(file).filter((each) => each.startsWith('.'))) {
      const target = roomOf(posix.normalize(posix.join(dirname(file), what)));
      if (allowed) assert.ok(allowed.includes(target), `${file} imports ${what}, which is in ${target}`);
    }
  }
});

test('every room of the source is one that the arrows know', () => {
  const rooms = new Set(files.map(roomOf));
  for (const room of rooms) assert.ok(room in ARROWS || ['root', 'src/terminal'].includes(room), room);
});

test('only some rooms know the big libraries', () => {
  for (const file of files)
    for (const what of imports(file)) {
      const allowed = PACKAGES[what];
      if (allowed) assert.ok(allowed.includes(roomOf(file)), `${file} imports ${what}`);
    }
});

test('nothing that runs in production imports from the tests', () => {
  for (const file of files)
    for (const what of imports(file).filter((each) => each.startsWith('.')))
      assert.doesNotMatch(relative('.', posix.join(dirname(file), what)), /^(test|bench)\b/, file);
});
