import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXIT_CONFIG } from '../../src/config.ts';
import { SETTINGS } from '../../src/environment/settings-schema.ts';

const UNIT = readFileSync('deploy/systemd/parley.service', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

/** What the unit says, by name; a name that is there several times has several values. */
const values = Map.groupBy(
  UNIT.split('\n').flatMap((line) => {
    const [, name, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value }];
  }),
  ({ name }) => name,
);
const only = (name: string) => values.get(name)?.at(0)?.value ?? '';

test('the service starts what npm start does, and is given time to stop', () => {
  assert.equal(only('ExecStart').replace('/usr/bin/', ''), scripts.start);
  assert.ok(existsSync(only('ExecStart').split(' ').at(-1) ?? ''));
  assert.equal(only('RestartPreventExitStatus'), `${EXIT_CONFIG}`);
  assert.ok(Number(only('TimeoutStopSec')) > 10);
});

test('what the service sets are settings, and its store is where it may write', () => {
  const set = only('Environment')
    .split(' ')
    .map((pair) => pair.split('=', 1)[0] ?? '');
  for (const name of set) assert.ok(name === 'NODE_ENV' || name in SETTINGS.shape, name);
  assert.match(only('Environment'), new RegExp(`STORE_URL=sqlite:///var/lib/${only('StateDirectory')}/`));
});

test('systemd accepts the service', async (t) => {
  if (!existsSync('/usr/bin/systemd-analyze'))
    return console.log('systemd is not installed: its service is not verified');
  const folder = await mkdtemp(join(tmpdir(), 'parley-unit-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'parley.service');
  // Node may be elsewhere on this machine, which systemd would complain of.
  await writeFile(file, UNIT.replace('/usr/bin/node', process.execPath));
  assert.equal(execFileSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8', stdio: 'pipe' }), '');
});
