import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { test } from 'node:test';

/** Where the names of their lines have still to come from those who own them. */
const sources = globSync('src/**/*.ts')
  .map((file) => file.split(sep).join('/'))
  .filter((file) => !file.startsWith('src/terminal/'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

test('every line of the log from info up is made with an event', () => {
  const lines = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/(?<!\bconsole)\.(?:info|warn|error|fatal)\(\s*(.{0,20})/gis)].map(([, first = '']) => ({
      file,
      first,
    })),
  );
  assert.ok(lines.length > 30);
  for (const { file, first } of lines) assert.match(first, /^\{\s*event\b/, file);
});

test('the page for operators lists the events of the log, all of them and no others', () => {
  // An event of the log has a dot in its name; one that is streamed to a page has none.
  const used = sources.flatMap(({ text }) =>
    [...text.matchAll(/(?:\bevent: |\bfatal\()'(\w+\.[\w.]+)'/g)].map(([, name]) => name),
  );
  const [, section = ''] = /^## Log events$(.*?)^## /ms.exec(readFileSync('docs/OPERATING.md', 'utf8')) ?? [];
  const listed = [...section.matchAll(/^\| `([\w.]+)`/gm)].map(([, name]) => name);
  assert.deepEqual(listed.toSorted(), [...new Set(used)].toSorted());
});
