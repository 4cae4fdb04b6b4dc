import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { posix, sep } from 'node:path';
import { test } from 'node:test';

/** Where the program is; what lies in `test` mirrors it. */
const TREES = ['commands', 'rehearsal', 'src', 'world'];
const ALL = TREES.flatMap((tree) => globSync(`${tree}/**/*.ts`)).map((file) => file.split(sep).join('/'));

/** A language has the files that English has, so it needs no lines of its own. */
const [TRANSLATED, FILES] = [
  ALL.filter((file) => /^src\/text\/(?!en\/).+\//.test(file)),
  ALL.filter((file) => !/^src\/text\/(?!en\/).+\//.test(file)).toSorted(),
];
const FOLDERS = [...new Set(FILES.map((file) => `${posix.dirname(file)}/`))].toSorted();

const LIST = readFileSync('docs/FILES.md', 'utf8');
const PAGE = readFileSync('docs/ARCHITECTURE.md', 'utf8');

const without = (all: string[], some: string[]) => all.filter((each) => !some.includes(each));

test('docs/FILES.md has one line for each file, in order, and one file for each line', () => {
  const lines = LIST.split('\n').filter((line) => line.startsWith('- '));
  const listed = lines.map((line) => {
    const [, path, purpose] = /^- `([^`]+)`: (\S.*)$/.exec(line) ?? [];
    assert.ok(path && purpose, `this line should say "- \`path\`: purpose": ${line}`);
    return path;
  });
  assert.deepEqual(without(FILES, listed), [], 'these files have no line');
  assert.deepEqual(without(listed, FILES), [], 'these lines have no file');
  assert.deepEqual(listed, FILES, 'each file has one line, in the order of their paths');
});

test('every language has files that English has', () => {
  for (const file of TRANSLATED) assert.ok(FILES.includes(file.replace(/^src\/text\/[^/]+/, 'src/text/en')), file);
});

test('docs/ARCHITECTURE.md has one row for each folder, and one folder for each row', () => {
  const rows = [...PAGE.matchAll(/^\| `((?:commands|rehearsal|src|world)\/[^`]*)` \| (\S.*) \|$/gm)];
  const listed = rows.map(([, path = '']) => path);
  assert.deepEqual(without(FOLDERS, listed), [], 'these folders have no row');
  // A folder that holds only folders has a row where that helps the reader.
  assert.deepEqual(
    listed.filter((folder) => !FOLDERS.some((each) => each.startsWith(folder))),
    [],
    'these rows have no folder',
  );
  assert.deepEqual([...new Set(listed)], listed, 'a folder has one row');
});

test('docs/ARCHITECTURE.md is one page', () => {
  const lines = PAGE.split('\n');
  assert.ok(lines.length <= 130, `${lines.length} lines`);
  assert.ok(Math.max(...lines.map((line) => line.length)) <= 180);
});
