import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { USUAL_ACCESS } from '../../src/store/access-options.ts';
import type { Database } from '../../src/store/database.ts';
import { DatabaseAccess } from '../../src/store/database-access.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { type Lease, Leases } from '../../src/store/leases.ts';
import { openStore, type StoreRecord } from '../../src/store/store.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { recorded, silent } from './record.ts';
import { STORES } from './stores.ts';

const KIND = { name: 'thing', version: 1, lifetime: 60_000 };
/** A busy machine is no store that is away. */
const PATIENT = { deadline: 20_000 };
/** So that a lease is given up 3.5 s after its last renewal. */
const TIMES = { lifetime: 4_000, every: 1_000, margin: 500 };
const SHORT = { lifetime: 1_000, every: 200, margin: 200 };

const oneHolder = async (url: string) => {
  const store = await openStore(url, silent, PATIENT);
  const [mine, theirs] = [store.leases(SHORT), store.leases(SHORT)];
  const first = await mine.take('x');
  assert.ok(first?.held);
  assert.deepEqual([await theirs.take('x'), await mine.take('x')], [undefined, undefined]);
  assert.ok((await theirs.take('y'))?.held, 'another lease is another matter');
  await sleep(1.5 * SHORT.lifetime);
  assert.ok(first.held, 'it was renewed');
  assert.equal(await theirs.take('x'), undefined);
  await first.release();
  assert.deepEqual([first.held, first.lost.aborted], [false, false]);
  const second = await theirs.take('x');
  assert.ok(second?.held && second.fence > first.fence);
  await store.close();
  assert.equal(second.held, false);
  if (url === 'memory:') return;
  const again = await openStore(url, silent, PATIENT);
  const third = await again.leases(SHORT).take('x');
  assert.ok(third && third.fence > second.fence, 'closing gave it back');
  await again.close();
};

const fencedWrites = async (url: string) => {
  const { log, lines } = recorded();
  const store = await openStore(url, log, PATIENT);
  const shelf = store.shelf<string>(KIND);
  const leases = store.leases();
  const write = (lease: Lease, ...records: StoreRecord[]) => store.under(async () => lease).write(records);
  const [first, other] = [await leases.take('p'), await leases.take('q')];
  assert.ok(first && other);
  await write(first, shelf.record('a', 'first'), shelf.record('b', 'first'));
  await first.release();
  await assert.rejects(write(first, shelf.record('a', 'late')), { name: 'LeaseLostError' });
  const second = await leases.take('p');
  assert.ok(second);
  // The process that lost it does not know that yet.
  const unaware: Lease = { ...first, id: 'p', fence: first.fence, held: true };
  const writes = await Promise.allSettled([
    write(other, shelf.record('c', 'other')),
    write(unaware, shelf.record('a', 'late'), shelf.record('b', 'late')),
    write(second, shelf.record('a', 'second')),
    store.write([shelf.record('d', 'free')]),
  ]);
  assert.deepEqual(
    writes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  );
  assert.deepEqual(await shelf.getMany(['a', 'b', 'c', 'd']), ['second', 'first', 'other', 'free']);
  await store.close();
  assert.deepEqual(lines, []);
};

for (const [name, start] of Object.entries(STORES))
  test(`leases (${name})`, async (t) => {
    const url = await start(t);
    await t.test('a lease has one holder, who gets a higher number than any before', () => oneHolder(url));
    await t.test('nothing is written under a lease that somebody else took', () => fencedWrites(url));
  });

/** Leases in memory, in virtual time, on a database that can be made to fail or to answer late. */
const stage = () => {
  const clock = new VirtualClock();
  const memory = openMemory(clock);
  const { log, said } = recorded();
  const counts = { renewals: 0 };
  const mood = { fails: false, delay: 0, asleep: 0 };
  const gate = async <T>(work: () => Promise<T>): Promise<T> => {
    if (mood.delay > 0) await clock.sleep(mood.delay);
    if (mood.fails) throw new Error('no connection');
    return work();
  };
  const database: Database = {
    ...memory,
    take: (id, lifetime) => gate(() => memory.take(id, lifetime)),
    renew: (leases, lifetime) => {
      counts.renewals++;
      return gate(() => memory.renew(leases, lifetime));
    },
    write: (changes) => gate(() => memory.write(changes)),
  };
  const access = new DatabaseAccess(database, { ...USUAL_ACCESS, clock, log });
  const leases = new Leases({ access, database, clock, log }, { ...TIMES, uptime: () => clock.now() + mood.asleep });
  return { clock, memory, leases, counts, mood, said };
};

test('leases outlast a short absence of the store, and a long one until our own time says that they ran out', async () => {
  const { clock, leases, mood, said } = stage();
  const lease = await leases.take('x');
  assert.ok(lease);
  await clock.advance(10_000);
  mood.fails = true;
  await clock.advance(2_400);
  assert.ok(lease.held);
  mood.fails = false;
  await clock.advance(1_000);
  assert.ok(lease.held, 'it was renewed when the store was back');
  mood.fails = true;
  const since = clock.now();
  let lostAt = 0;
  lease.lost.addEventListener('abort', () => {
    lostAt = clock.now();
  });
  await clock.advance(10_000);
  assert.equal(lease.held, false);
  assert.ok(lostAt - since > 2_400 && lostAt - since <= 3_500, `it lasted ${lostAt - since} ms`);
  await assert.rejects(leases.take('y'), { name: 'StoreUnavailableError' });
  mood.fails = false;
  await clock.advance(1_000);
  assert.equal(lease.held, false, 'what is lost stays lost');
  assert.ok(((await leases.take('x'))?.fence ?? 0) > lease.fence);
  assert.equal(said(/leases were lost/).length, 1);
});

test('a lease lasts from when its renewal was asked for, not from when the answer came', async () => {
  const { clock, leases, mood } = stage();
  const began = clock.now();
  mood.delay = 1_500;
  const taking = leases.take('x');
  await clock.advance(1_500);
  const lease = await taking;
  assert.ok(lease);
  // It is renewed at once, which is known at 3 s.
  await clock.advance(1_500);
  mood.fails = true;
  let lasted = 0;
  lease.lost.addEventListener('abort', () => {
    lasted = clock.now() - began;
  });
  await clock.advance(10_000);
  assert.equal(lasted, 1_500 + 3_500);
});

test('thousands of leases are renewed together', async () => {
  const { clock, leases, counts } = stage();
  const all = await Promise.all(Array.from({ length: 2_500 }, (_, index) => leases.take(`${index}`)));
  assert.equal(leases.size, 2_500);
  await clock.advance(10_500);
  assert.equal(counts.renewals, 30);
  assert.ok(all.every((lease) => lease?.held));
  await leases.close();
  assert.equal(leases.size, 0);
  await clock.advance(10_000);
  assert.equal(counts.renewals, 30, 'and when there are none, nothing is asked');
});

test('a lease that ran out goes on under its number, unless somebody had it since', async () => {
  const { clock, leases, memory, mood } = stage();
  const [one, two] = [await leases.take('x'), await leases.take('y')];
  assert.ok(one && two);
  mood.fails = true;
  await clock.advance(10_000);
  assert.deepEqual([one.held, two.held], [false, false]);
  await assert.rejects(leases.revive(one), { name: 'StoreUnavailableError' });
  mood.fails = false;
  await memory.release([{ id: 'y', fence: (await memory.take('y', 4_000)) ?? 0 }]);
  await clock.advance(1_000);
  const again = await leases.revive(one);
  assert.deepEqual([again?.held, again?.fence, leases.size], [true, one.fence, 1]);
  assert.equal(await leases.revive(two), undefined, 'whoever had it may have said something');
  await clock.advance(10_000);
  assert.ok(again?.held, 'it is renewed again');
});

test('whoever stood still waits for the store for a moment before it is said that nobody can know', async () => {
  const { clock, leases, memory, mood } = stage();
  const [one, two, three] = [await leases.take('x'), await leases.take('y'), await leases.take('z')];
  assert.ok(one && two && three);
  assert.equal(leases.awakeFor, Number.POSITIVE_INFINITY);
  Object.assign(mood, { asleep: 10_000, fails: true });
  assert.equal(one.held, false);
  assert.equal(leases.awakeFor, 0);
  await memory.release([{ id: 'y', fence: two.fence }]);
  await memory.release([{ id: 'y', fence: (await memory.take('y', 4_000)) ?? 0 }]);
  const looking = Promise.all([leases.revive(one), leases.revive(two)]);
  await clock.advance(400);
  mood.fails = false;
  const [mine, theirs] = await clock.until(looking);
  assert.deepEqual([mine?.held, mine?.fence, theirs], [true, one.fence, undefined]);

  mood.fails = true;
  await assert.rejects(clock.until(leases.revive(three)), { name: 'StoreUnavailableError' });
  await assert.rejects(leases.revive(three), { name: 'StoreUnavailableError' }, 'later nobody waits');
});

test('a lease that ran out more than a day ago does not go on: whoever had it since may be forgotten', async () => {
  const { clock, leases } = stage();
  const lease = await leases.take('x');
  assert.ok(lease);
  await lease.release();
  await clock.advance(23 * 60 * 60_000);
  assert.ok(await leases.revive(lease));
  await lease.release();
  await clock.advance(60 * 60_000);
  assert.equal(await leases.revive(lease), undefined);
});

test('a holder learns from the database that another took its lease', async () => {
  const { clock, leases, memory } = stage();
  const lease = await leases.take('x');
  assert.ok(lease);
  await memory.release([lease]);
  await memory.take('x', 4_000);
  await clock.advance(1_000);
  assert.deepEqual([lease.held, lease.lost.aborted, leases.size], [false, true, 0]);
});

test('a lease that comes when nobody waits for it any more is given back', async () => {
  const { clock, leases, memory, mood } = stage();
  mood.delay = 2_100;
  const late = assert.rejects(leases.take('x'), { name: 'StoreUnavailableError' });
  await clock.advance(2_000);
  await late;
  mood.delay = 0;
  await clock.advance(1_100);
  assert.ok(await leases.take('z'), 'the store is back');
  mood.delay = 500;
  const closed = assert.rejects(leases.take('y'), { name: 'StoreUnavailableError' });
  await leases.close();
  await clock.advance(500);
  await closed;
  assert.ok((await memory.take('x', 1)) && (await memory.take('y', 1)), 'nobody has them');
});

for (const [how, by] of [
  ['back', -3_600_000],
  ['forward', 3_600_000],
] as const)
  test(`a wall clock that is set ${how} an hour makes a lease last neither shorter nor longer`, async () => {
    const clock = new VirtualClock();
    const memory = openMemory(clock);
    const own = { now: clock.now, wall: clock.wall, sleep: () => new Promise<never>(() => {}) };
    const access = new DatabaseAccess(memory, { ...USUAL_ACCESS, clock: own, log: silent });
    const leases = new Leases({ access, database: memory, clock: own, log: silent }, { ...TIMES, uptime: clock.now });
    const lease = await leases.take('x');
    clock.set(by);
    await clock.advance(3_499);
    assert.ok(lease?.held);
    assert.equal(await memory.take('x', 1), undefined, 'nobody else gets it');
    await clock.advance(1);
    assert.equal(lease?.held, false);
  });

test('a machine that slept knows that its lease ran out', async () => {
  const clock = new VirtualClock();
  const memory = openMemory(clock);
  const access = new DatabaseAccess(memory, { ...USUAL_ACCESS, clock, log: silent });
  let asleep = 0;
  const uptime = () => clock.now() + asleep;
  const leases = new Leases({ access, database: memory, clock, log: silent }, { ...TIMES, uptime });
  const lease = await leases.take('x');
  asleep = 3_499;
  assert.ok(lease?.held);
  asleep = 3_500;
  assert.equal(lease?.held, false);
});
