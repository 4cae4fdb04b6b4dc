import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { VirtualClock } from '../virtual-clock.ts';
import { listWatched, readWaited, Stalls } from './stalls.ts';
import { ALL, type Trouble } from './trouble.ts';

/** Two processes whose waiting the test tells, and what was found. */
const watching = () => {
  const clock = new VirtualClock();
  const troubles: Trouble[] = [];
  const waited = new Map([
    [1, 0],
    [2, 0],
  ]);
  const list = async () => [
    { pid: 1, of: 'p1' },
    { pid: 2, of: 'p2' },
  ];
  const stalls = new Stalls({ clock, troubles, list, read: async (pid) => waited.get(pid) });
  const began = clock.now();
  /** A quarter of a second later, of which the first process has waited so much. */
  const look = async (more: number, ms = 250) => {
    await clock.advance(ms);
    waited.set(1, (waited.get(1) ?? 0) + more);
    await stalls.look();
  };
  const found = () => troubles.map(({ is, of, from, to }) => [is, of, from - began, to - began]);
  return { stalls, look, found };
};

test('a process that waits for a processor most of the time stands still for so long', async () => {
  const { look, found } = watching();
  for (let count = 0; count < 8; count += 1) await look(0);
  for (let count = 0; count < 8; count += 1) await look(200);
  assert.deepEqual(found(), [['stall', 'p1', 1_500, 4_000]]);
  for (let count = 0; count < 20; count += 1) await look(0);
  for (let count = 0; count < 6; count += 1) await look(250);
  assert.equal(found().length, 2);
});

test('one that waits less does not, however long', async () => {
  const { look, found } = watching();
  for (let count = 0; count < 40; count += 1) await look(120);
  assert.deepEqual(found(), []);
});

test('everybody stands still while the world itself comes late', async () => {
  const { look, found } = watching();
  await look(0);
  await look(0, 3_000);
  assert.deepEqual(found(), [['stall', ALL, 250, 3_250]]);
});

test('the kernel tells how long a process has waited, and nothing of one that is gone', async (t) => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  const { pid = 0 } = child;
  assert.ok(((await readWaited(pid)) ?? -1) >= 0);
  const rival = { name: 'p1', pid, readyAt: 5 };
  assert.deepEqual(await listWatched([rival], undefined, 4), []);
  const watched = await listWatched([rival], process.pid, 5);
  assert.deepEqual(watched[0], { pid, of: 'p1' });
  assert.ok(watched.some((one) => one.pid === pid && one.of === ALL));
  child.kill('SIGKILL');
  await once(child, 'close');
  assert.equal(await readWaited(pid), undefined);
});
