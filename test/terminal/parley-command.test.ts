import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from './program.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const { bin, scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

test('parley is the program of each npm script, with its arguments and its exit code', async () => {
  const [settings, wrong, none, help] = await Promise.all([
    run(bin.parley, { args: ['settings', '--help'] }),
    run(bin.parley, { args: ['settings', 'forget', '1'] }),
    run(bin.parley, { args: ['dance'] }),
    run(bin.parley, { args: ['--help'] }),
  ]);
  assert.deepEqual([settings.code, wrong.code, none.code, help.code], [0, 2, 2, 0]);
  assert.match(settings.out, /list SERVER/);
  assert.match(wrong.err, /no command forget/);
  assert.match(none.err, /^There is no command dance\.\n\nparley COMMAND/);
  for (const [, name = ''] of help.out.matchAll(/^ {2}(\w+) /gm)) assert.match(scripts[name], /^node /, name);
});

test('npx finds parley in a clone', async (t) => {
  // It keeps a link to the clone in there.
  const npm_config_cache = await mkdtemp(join(tmpdir(), 'parley-npx-'));
  t.after(() => rm(npm_config_cache, { recursive: true, force: true }));
  const env = { ...process.env, npm_config_cache, npm_config_update_notifier: 'false' };
  const child = spawn('npx', ['--no-install', 'parley', 'settings', '--help'], { cwd: ROOT, env });
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  assert.deepEqual([code, /list SERVER/.test(out)], [0, true]);
});
