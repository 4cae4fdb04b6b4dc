import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { SharedRegistration } from '../../src/fleet/shared-registration.ts';
import { openStore } from '../../src/store/store.ts';
import { StoreUnavailableError } from '../../src/store/store-errors.ts';
import { VirtualClock } from '../virtual-clock.ts';

const log = pino({ level: 'silent' });
const { signal } = new AbortController();
const IDS = new Map([['ask', '1']]);

/** So many processes on one store, and how often any of them registered. */
const open = async (count: number) => {
  const clock = new VirtualClock();
  const store = await openStore('memory:', log, { clock });
  const done: string[] = [];
  const makeRegister = (name: string, ms: number) => async () => {
    done.push(name);
    await clock.sleep(ms);
    return IDS;
  };
  const all = Array.from(
    { length: count },
    () => new SharedRegistration({ store, leases: store.leases({ uptime: clock.now }), clock }),
  );
  return { clock, store, done, all, makeRegister };
};

test('of four processes that start together one registers the commands, and a fifth that comes later need not', async () => {
  const { clock, done, all, makeRegister } = await open(5);
  const [late, ...early] = all;
  const found = early.map((one, index) => one.find('v1', makeRegister(`p${index}`, 1_000), signal));
  for (const ids of await clock.until(Promise.all(found))) assert.deepEqual(ids, IDS);
  assert.deepEqual(await clock.until(late?.find('v1', makeRegister('late', 0), signal) ?? Promise.reject()), IDS);
  assert.equal(done.length, 1);
  // Another version has other commands.
  await clock.until(late?.find('v2', makeRegister('new', 0), signal) ?? Promise.reject());
  assert.deepEqual(done.slice(1), ['new']);
});

test('one that takes too long is not waited for, and one that fails leaves it to the next', async () => {
  const { clock, done, all, makeRegister } = await open(3);
  const [slow, second, third] = all;
  assert.ok(slow && second && third);
  const first = slow.find('v1', makeRegister('slow', 60_000), signal);
  const began = clock.now();
  await clock.until(second.find('v1', makeRegister('second', 0), signal));
  assert.ok(clock.now() - began < 3_000);
  assert.deepEqual(done, ['slow', 'second']);
  await clock.until(first);
  const fail = async () => {
    throw new Error('Discord refuses');
  };
  await assert.rejects(clock.until(third.find('v2', fail, signal)), /Discord refuses/);
  await clock.until(second.find('v2', makeRegister('again', 0), signal));
  assert.equal(done.at(-1), 'again');
});

test('while the store is away each process registers the commands itself', async () => {
  const { clock, store, done, makeRegister } = await open(0);
  const leases = {
    take: async () => {
      throw new StoreUnavailableError();
    },
  };
  const one = new SharedRegistration({ store, leases, clock });
  await clock.until(one.find('v1', makeRegister('one', 0), signal));
  await clock.until(one.find('v1', makeRegister('one', 0), signal));
  assert.equal(done.length, 2);
});
