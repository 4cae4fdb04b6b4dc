import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { sep } from 'node:path';
import { test } from 'node:test';
import { listSamples, readSample } from './sample-files.ts';

test('the files that tests read are those that make.sh wrote, byte for byte', () => {
  for (const { path, sum, size } of listSamples()) {
    const bytes = readSample(path);
    assert.equal(bytes.length, size, path);
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sum, path);
  }
});

test('each of them is listed, and together they stay small', () => {
  const found = globSync('*/*', { cwd: new URL('files/', import.meta.url).pathname }).map((path) =>
    path.split(sep).join('/'),
  );
  const listed = listSamples();
  assert.deepEqual(found.sort(), listed.map(({ path }) => path).sort());
  assert.ok(listed.reduce((sum, { size }) => sum + size, 0) < 1.5e6);
});
