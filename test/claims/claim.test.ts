import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { Claim } from '../../src/claims/claim.ts';
import type { Lease } from '../../src/store/leases.ts';
import { openStore } from '../../src/store/store.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** A claim on a real lease, whose machine can fall asleep, and everything that was asked and told of it. */
const open = async () => {
  const clock = new VirtualClock();
  let slept = 0;
  const store = await openStore('memory:', pino({ level: 'silent' }), { clock });
  const leases = store.leases({ uptime: () => clock.now() + slept });
  const lease = await leases.take('home');
  assert.ok(lease);
  const asked: (Lease | undefined)[] = [];
  const told: string[] = [];
  let answer: Promise<Lease | 'others' | 'unknown'> | undefined;
  const claim = new Claim('home', lease, {
    renew(before) {
      asked.push(before);
      return answer ?? leases.revive(lease).then((found) => found ?? 'others');
    },
    onLoss: () => void told.push('lost'),
  });
  return {
    claim,
    lease,
    leases,
    asked,
    told,
    sleep: (ms: number) => {
      slept += ms;
    },
    say: (holder: 'others' | 'unknown') => {
      answer = Promise.resolve(holder);
    },
  };
};

test('of a lease that ran out in a sleep it is asked once who has it, whoever finds that out', async () => {
  const { claim, lease, asked, sleep } = await open();
  assert.deepEqual([claim.held, claim.lease], [true, lease]);
  sleep(10_000);
  await claim.look();
  assert.equal(asked.length, 1);
  assert.ok(claim.held && claim.lease?.held);
  assert.equal(claim.lease?.fence, lease.fence);
});

test('while it is looked for nothing is certain, and everyone waits for the same answer', async () => {
  const { claim, lease, asked, sleep } = await open();
  sleep(10_000);
  assert.equal(claim.held, false, 'a question about it ends the lease');
  assert.equal(claim.lease, lease, 'what is written meanwhile still carries it');
  assert.deepEqual(await Promise.all([claim.holds(), claim.holds()]), [true, true]);
  assert.equal(asked.length, 1);
});

test('while the store is unavailable it is assumed, and the newest lease is looked for later', async () => {
  const { claim, lease, asked, told, sleep, say } = await open();
  say('unknown');
  sleep(10_000);
  assert.equal(await claim.holds(), true);
  assert.deepEqual([claim.held, claim.lease], [true, undefined]);
  await claim.look();
  assert.deepEqual(asked, [lease, lease]);
  say('others');
  await claim.look();
  assert.deepEqual([claim.held, await claim.holds(), told], [false, false, ['lost']]);
});

test('what is over stays over, and gives back a lease that comes late', async () => {
  const { claim, leases, asked, told, sleep } = await open();
  sleep(10_000);
  const looking = claim.look();
  claim.release();
  await looking;
  await claim.look();
  assert.deepEqual([claim.held, await claim.holds(), asked.length, told], [false, false, 1, []]);
  assert.equal(leases.size, 0);
  assert.ok(await leases.take('home'), 'nobody has it');
});
