import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { removeLeftFiles, withPrivateFile } from '../../src/media/private-file.ts';

const makeFolder = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-test-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
};

test('only this user can read the file, and it’s gone afterwards, even after a failure', async (t) => {
  const folder = await makeFolder(t);
  const text = await withPrivateFile(
    Buffer.from('words'),
    async (path) => {
      assert.equal((await stat(path)).mode & 0o777, 0o600);
      assert.equal((await stat(dirname(path))).mode & 0o777, 0o700);
      return (await readFile(path)).toString();
    },
    folder,
  );
  assert.equal(text, 'words');
  await assert.rejects(
    withPrivateFile(Buffer.from('words'), () => Promise.reject(new Error('no')), folder),
    /no/,
  );
  assert.deepEqual(await readdir(folder), []);
});

test('what killed processes left is deleted, what others need is not', async (t) => {
  const folder = await makeFolder(t);
  // A number that was a process's a moment ago.
  const { pid: gone } = spawnSync(process.execPath, ['--version']);
  const names = {
    gone: `parley-media-${gone}-abc`,
    mine: `parley-media-${process.pid}-abc`,
    predecessor: `parley-media-${process.pid}-old`,
    parent: `parley-media-${process.ppid}-abc`,
    other: 'somebody-else-1-abc',
  };
  for (const name of Object.values(names)) await mkdir(join(folder, name));
  await utimes(join(folder, names.predecessor), 1, 1);
  await removeLeftFiles(folder);
  assert.deepEqual((await readdir(folder)).sort(), [names.mine, names.other, names.parent].sort());
});
