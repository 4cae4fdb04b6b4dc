import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease, Leases } from '../../src/store/leases.ts';
import { openStore } from '../../src/store/store.ts';
import { TEST_PATIENCE } from '../../world/patience.ts';
import { silent } from './record.ts';
import { SHARED_DATABASES, sqliteUrl } from './stores.ts';

const HOLDER = new URL('holder.ts', import.meta.url).pathname;

/** A process that holds a lease. Somebody has set its wall clock by `set` milliseconds. */
const holder = async (t: TestContext, url: string, id: string, lifetime: number, set = 0) => {
  const setting = `const { now } = Date; Date.now = () => now() + ${set};`;
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(setting)}`];
  const child = spawn(process.execPath, [...flags, HOLDER, url, id, `${lifetime}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => `${(await lines.next()).value}`;
  const ask = () => {
    child.stdin.write('\n');
    return next();
  };
  return { child, fence: Number(await next()), ask };
};

/** Asks again and again until it gets the lease. */
const taken = async (leases: Leases, id: string): Promise<Lease> => {
  for (;;) {
    const lease = await leases.take(id);
    if (lease) return lease;
    await sleep(10);
  }
};

const killed = async (t: TestContext, url: string, lifetime: number) => {
  const { child, fence } = await holder(t, url, 'killed', lifetime);
  const store = await openStore(url, silent);
  const leases = store.leases();
  assert.equal(await leases.take('killed'), undefined);
  const since = performance.now();
  child.kill('SIGKILL');
  await once(child, 'close');
  const lease = await taken(leases, 'killed');
  const took = performance.now() - since;
  assert.ok(lease.fence > fence);
  assert.ok(took < TEST_PATIENCE, `it took ${took} ms`);
  await store.close();
};

const stopped = async (t: TestContext, url: string, { id = 'stopped', set = 0 } = {}) => {
  const { child, fence, ask } = await holder(t, url, id, 1_500, set);
  assert.equal(await ask(), 'held kept');
  const store = await openStore(url, silent);
  const leases = store.leases();
  const since = performance.now();
  child.kill('SIGSTOP');
  const lease = await taken(leases, id);
  assert.ok(performance.now() - since > 300, 'it lives, so it is given the time that it was promised');
  assert.ok(lease.fence > fence);
  const answer = ask();
  child.kill('SIGCONT');
  assert.equal(await answer, 'not held lost');
  assert.ok(lease.held);
  await store.close();
};

for (const [name, start] of Object.entries(SHARED_DATABASES))
  test(`leases of processes (${name})`, { concurrency: true }, async (t) => {
    const { url } = await start(t);
    const isAtOnce = name === 'sqlite';
    await Promise.all([
      t.test(`the lease of one that was killed is taken over ${isAtOnce ? 'at once' : 'when it has run out'}`, (t) =>
        // A lock tells SQLite of the death; otherwise nobody would get this one as long as the test has patience.
        killed(t, url, isAtOnce ? 10 * TEST_PATIENCE : 4_000),
      ),
      t.test('one that was stopped knows that it lost its lease', (t) => stopped(t, url)),
      ...Object.entries({ back: -3_600_000, ahead: 3_600_000 }).map(([how, set]) =>
        t.test(`one whose wall clock is an hour ${how} loses its lease neither sooner nor later`, (t) =>
          stopped(t, url, { id: how, set }),
        ),
      ),
    ]);
  });

test('processes that make a SQLite file at the same moment all get into it', async (t) => {
  const url = await sqliteUrl(t);
  const all = await Promise.all(Array.from({ length: 5 }, (_, number) => holder(t, url, `${number}`, 4_000)));
  assert.deepEqual(all.map(({ fence }) => fence).sort(), [1, 2, 3, 4, 5]);
});
