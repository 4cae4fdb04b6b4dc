import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const RUN = fileURLToPath(new URL('run-files.ts', import.meta.url));
const GOOD = 'await null; await undefined;';

/** What becomes of a file of these tests, each named by its letter. */
const runFile = (folder: string, ...bodies: string[]) => {
  const file = join(folder, 'some.test.mjs');
  const tests = bodies.map((body, index) => `test('${'abc'[index]}', async () => { ${body} });`);
  writeFileSync(file, ["import { test } from 'node:test';", ...tests].join('\n'));
  const { NODE_TEST_CONTEXT: _inner, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, [RUN, file], { encoding: 'utf8', env });
  return { status, stdout };
};

test('a process of test files fails with each thing that can go wrong in one', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-run-files-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const good = runFile(folder, GOOD, GOOD);
  assert.equal(good.status, 0, good.stdout);
  assert.match(good.stdout, /^ℹ pass 2$/m);
  const wrong = runFile(folder, GOOD, "await null; throw new Error('wrong');", GOOD);
  assert.equal(wrong.status, 1);
  assert.match(wrong.stdout, /^✖ b [\s\S]*^✔ c [\s\S]*^ℹ pass 2$\s^ℹ fail 1$/m);
  // The error belongs to nobody's promise, and comes while another test runs.
  for (const late of ["Promise.reject(new Error('late'))", "queueMicrotask(() => { throw new Error('late'); })"]) {
    const soon = (what: string) => `await new Promise((resolve) => setTimeout(() => { ${what}; resolve(); }, 5));`;
    const { status, stdout } = runFile(folder, GOOD, soon(late), soon(''));
    assert.equal(status, 1, stdout);
    assert.match(stdout, /^ℹ Error: nobody caught this: Error: late\n +at /m);
  }
  const absent = runFile(folder, "await import('./absent.mjs');");
  assert.equal(absent.status, 1);
});
