import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PICTURE = join(ROOT, 'test/media/files/pictures/transparent.png');

const PROGRAM = `
import { readFileSync } from 'node:fs';
import { makeChildEnvironment } from './src/base/child-environment.ts';
import { systemClock } from './src/base/clock.ts';
import { MediaProcess } from './src/media/bridge/media-process.ts';

const child = new MediaProcess({ env: makeChildEnvironment(process.env), clock: systemClock });
const wants = { side: 1_000, textBytes: 32_000, pictures: 6, soundMs: 600_000 };
const { is } = await child.read(readFileSync(process.argv[2]), wants, new AbortController().signal);
console.log(is);
await child.end();
`;

test('a picture is read where the packages lie outside of the project', async (t) => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'parley-linked-')));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const part of ['package.json', 'src/base', 'src/audio', 'src/media'])
    await cp(join(ROOT, part), join(folder, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const program = join(folder, 'program.ts');
  await writeFile(program, PROGRAM);
  const { stdout } = await promisify(execFile)(process.execPath, [program, PICTURE], { cwd: folder });
  assert.equal(stdout, 'picture\n');
});
