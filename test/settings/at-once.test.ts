import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { Settings } from '../../src/settings/settings.ts';
import { USUAL_LEASES } from '../../src/store/leases.ts';
import { openStore } from '../../src/store/store.ts';
import { silent } from '../store/record.ts';
import { sqliteUrl } from '../store/stores.ts';
import { run } from '../terminal/program.ts';

const HOME = '123456789012345678';
const OPERATOR = { values: {}, known: { models: [], messageContent: false, textModel: false } };

const start = (file: string, args: string[]): ChildProcess =>
  spawn(process.execPath, [new URL(file, import.meta.url).pathname, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });

const open = async (url: string) => {
  const store = await openStore(url, silent);
  const settings = new Settings({ store, leases: store.leases(), operator: OPERATOR, clock: systemClock, log: silent });
  return { store, settings };
};

test('of 200 changes that two processes and a terminal make at once, each is stored or its maker is told', async (t) => {
  const url = await sqliteUrl(t);
  const writers = ['ada', 'ben'].map((by) => start('changer.ts', [url, HOME, '98', by]));
  const counting = writers.map(async ({ stdout }) => JSON.parse(stdout ? await text(stdout) : '{}'));
  const terminals = [1, 2, 3, 4].map((n) =>
    run('src/terminal/server-settings.ts', { args: ['set', HOME, 'pause', `${100 + n}`], env: { STORE_URL: url } }),
  );
  const counts: { stored: number; told: number }[] = await Promise.all(counting);
  const codes = (await Promise.all(terminals)).map(({ code }) => code);
  const { store, settings } = await open(url);
  t.after(() => store.close());
  const { rev, server } = await settings.record(HOME);
  const stored = counts.reduce((sum, one) => sum + one.stored, 0) + codes.filter((code) => code === 0).length;
  assert.equal(rev, stored);
  assert.equal(counts.reduce((sum, one) => sum + one.stored + one.told, 0) + codes.length, 200);
  for (const one of counts) assert.ok(one.stored > 0, JSON.stringify(counts));
  assert.match(String(server.greeting?.value), /^(?:ada|ben) \d+$/);
  assert.match(String(server.pause?.value), /^10[1-4]$/);
});

test('a process that is killed between the lock and the write only delays the next change', async (t) => {
  const url = await sqliteUrl(t);
  const { store, settings } = await open(url);
  t.after(() => store.close());
  const scope = { is: 'server' as const };
  await settings.change(HOME, { scope, by: 'ada', at: 0, set: [{ key: 'voice', value: 'Kore' }] });
  const holder = start('../store/holder.ts', [url, `settings:${HOME}`, `${USUAL_LEASES.lifetime}`]);
  t.after(() => holder.kill('SIGKILL'));
  if (holder.stdout) await once(holder.stdout, 'data');
  holder.kill('SIGKILL');
  await once(holder, 'close');
  const { rev } = await settings.change(HOME, { scope, by: 'ben', at: 0, set: [{ key: 'voice', value: 'Puck' }] });
  assert.equal(rev, 2);
  assert.equal((await settings.record(HOME)).server.voice?.value, 'Puck');
});
