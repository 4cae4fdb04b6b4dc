import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease, Leases } from '../../src/store/lease.ts';
import { openStore } from '../../src/store/store.ts';
import { silent } from './record.ts';
import { PLACES } from './stores.ts';

const HOLDER = new URL('holder.ts', import.meta.url).pathname;

/** A process that holds the lease `x`. */
const holder = async (t: TestContext, url: string, lifetime: number) => {
  const child = spawn(process.execPath, [HOLDER, url, `${lifetime}`], { stdio: ['pipe', 'pipe', 'inherit'] });
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

for (const [name, start] of Object.entries(PLACES)) {
  test(`the lease of a process that was killed is taken over within 5 s (${name})`, async (t) => {
    const { url } = await start(t);
    const { child, fence } = await holder(t, url, 4_000);
    const store = await openStore(url, silent);
    const leases = store.leases();
    assert.equal(await leases.take('x'), undefined);
    const killed = performance.now();
    child.kill('SIGKILL');
    await once(child, 'close');
    const lease = await taken(leases, 'x');
    const took = performance.now() - killed;
    assert.ok(lease.fence > fence);
    assert.ok(took < (name === 'sqlite' ? 1_000 : 5_000), `it took ${took} ms`);
    await store.close();
  });

  test(`a process that was stopped knows that it lost its lease (${name})`, async (t) => {
    const { url } = await start(t);
    const { child, fence, ask } = await holder(t, url, 1_500);
    assert.equal(await ask(), 'held kept');
    const store = await openStore(url, silent);
    const leases = store.leases();
    const stopped = performance.now();
    child.kill('SIGSTOP');
    const lease = await taken(leases, 'x');
    assert.ok(performance.now() - stopped > 400, 'it lives, so it is given the time that it was promised');
    assert.ok(lease.fence > fence);
    const answer = ask();
    child.kill('SIGCONT');
    assert.equal(await answer, 'not held lost');
    assert.ok(lease.held);
    await store.close();
  });
}
