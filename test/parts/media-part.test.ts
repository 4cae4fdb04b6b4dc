import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { makeMediaReader } from '../../src/parts/media-part.ts';

test('what a killed bot left on disk is deleted at the start, without waiting for another file', {
  timeout: 30_000,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-test-'));
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  t.after(async () => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    await rm(folder, { recursive: true });
  });
  // A number that was a process's a moment ago.
  const { pid: gone } = spawnSync(process.execPath, ['--version']);
  const left = join(folder, `parley-media-${gone}-abc`);
  await mkdir(left);
  await writeFile(join(left, 'file'), 'what somebody sent');
  const changes = watch(folder, { signal: t.signal });
  const config = readConfig({ DISCORD_TOKEN: 'a.b.c', GEMINI_API_KEY: 'key' });
  const reader = makeMediaReader(config, { env: {}, log: pino({ level: 'silent' }), observe() {} });
  for await (const _ of changes) if ((await readdir(folder)).length === 0) break;
  assert.equal(reader.taken, 0);
  await reader.end();
});
