import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DatabaseAccessOptions, USUAL_ACCESS } from '../../src/store/access-options.ts';
import type { Change, Database } from '../../src/store/database.ts';
import { DatabaseAccess } from '../../src/store/database-access.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { recorded } from './record.ts';

/** A database that is in memory and does what a test wants of it. */
const stage = (options: Partial<DatabaseAccessOptions> = {}) => {
  const clock = new VirtualClock();
  const memory = openMemory(clock);
  const record = recorded();
  const mood: { is: 'fine' | 'failing' | 'hanging'; asked: number; resets: number } = {
    is: 'fine',
    asked: 0,
    resets: 0,
  };
  const waiting: Array<() => void> = [];
  const gate = async <T>(work: () => Promise<T>): Promise<T> => {
    mood.asked++;
    if (mood.is === 'failing') throw new Error('no connection');
    if (mood.is === 'hanging') await new Promise<void>((resolve) => waiting.push(resolve));
    return work();
  };
  const database: Database = {
    ...memory,
    read: (keys) => gate(() => memory.read(keys)),
    write: (changes) => gate(() => memory.write(changes)),
    reset: () => mood.resets++,
  };
  const access = new DatabaseAccess(database, { ...USUAL_ACCESS, clock, log: record.log, ...options });
  const recover = () => {
    mood.is = 'fine';
    for (const go of waiting.splice(0)) go();
  };
  return { clock, access, mood, memory, recover, ...record };
};

const change = (key: string, text = key): Change => ({ key, text, expires: Date.now() + 60_000 });
const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  let done = false;
  const end = () => {
    done = true;
  };
  promise.then(end, end);
  // Once for what else is said at once, and once for the database.
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  return done;
};

test('while the database is away, writes are queued and read, and it warns once', async () => {
  const { access, mood, clock, memory, recover, lines, said } = stage();
  await access.write([change('before')]);
  mood.is = 'failing';
  await access.write([change('a', '1'), change('b', '1')]);
  await access.write([change('a', '2')]);
  assert.deepEqual(await access.read(['a', 'b']), ['2', '1']);
  await assert.rejects(access.read(['a', 'before']), { name: 'StoreUnavailableError' });
  await clock.advance(10_000);
  assert.deepEqual([access.health.is, access.health.queued, lines.length], ['away', 2, 1]);
  assert.equal(said(/is away/)[0]?.err?.message, 'no connection');
  recover();
  await clock.advance(1_000);
  assert.deepEqual(await memory.read(['a', 'b', 'before']), ['2', '1', 'before']);
  assert.deepEqual([access.health.is, access.health.queued, said(/is back/).length, lines.length], ['here', 0, 1, 2]);
});

test('it knows since when the database is back, and that it is not', async () => {
  const { access, mood, clock, recover } = stage();
  const before = access.backFor;
  mood.is = 'failing';
  await assert.rejects(access.read(['a']));
  await new Promise(setImmediate);
  await clock.advance(10_000);
  const during = access.backFor;
  recover();
  await clock.advance(1_000);
  const back = access.backFor;
  await clock.advance(5_000);
  assert.deepEqual([before, during, back, access.backFor], [Number.POSITIVE_INFINITY, undefined, 0, 5_000]);
});

test('reads do not ask a database that is away', async () => {
  const { access, mood } = stage();
  mood.is = 'failing';
  await assert.rejects(access.read(['a']));
  await new Promise(setImmediate);
  const { asked } = mood;
  await assert.rejects(access.read(['a']), { name: 'StoreUnavailableError' });
  assert.equal(mood.asked, asked);
});

test('a slow database is away after the deadline, and a slow write counts as queued', async () => {
  const { access, mood, clock, memory, recover, said } = stage();
  mood.is = 'hanging';
  const write = access.write([change('a')]);
  const read = access.read(['b']);
  read.catch(() => {});
  assert.equal(await settled(write), false);
  await clock.advance(1_999);
  assert.deepEqual([await settled(write), await settled(read)], [false, false]);
  await clock.advance(1);
  await assert.rejects(read, { name: 'StoreUnavailableError' });
  await write;
  assert.deepEqual(await access.read(['a']), ['a'], 'what is just being written can be read');
  assert.equal(said(/is away/).length, 1);
  recover();
  await new Promise(setImmediate);
  await clock.advance(1_000);
  assert.deepEqual(await memory.read(['a']), ['a']);
  assert.deepEqual([access.health.is, mood.resets], ['here', 0]);
});

test('a connection on which nothing comes back is replaced, and its changes are made again', async () => {
  const { access, mood, clock, memory } = stage();
  mood.is = 'hanging';
  assert.equal(await settled(access.write([change('a')])), false);
  await clock.advance(10_000);
  assert.equal(mood.resets, 1);
  mood.is = 'fine';
  await clock.advance(1_000);
  assert.deepEqual([await memory.read(['a']), access.health.is], [['a'], 'here']);
});

test('what is too much is lost, counted and told once in an outage', async () => {
  const { access, mood, clock, recover, said } = stage({ limits: { changes: 2, bytes: 1_000 } });
  mood.is = 'failing';
  for (const key of ['a', 'b', 'c', 'd']) await access.write([change(key)]);
  assert.deepEqual([access.health.queued, access.health.lost, said(/lost/).length], [2, 2, 1]);
  assert.deepEqual(await access.read(['a', 'b']), ['a', 'b']);
  recover();
  await clock.advance(1_000);
  assert.deepEqual([access.health.queued, access.health.lost], [0, 2]);
  mood.is = 'failing';
  for (const key of ['a', 'b', 'c']) await access.write([change(key)]);
  assert.equal(said(/what comes now is lost/).length, 2);
});

test('what was queued under a lease that somebody else took is dropped and told', async () => {
  const { access, mood, clock, memory, recover, said } = stage();
  const fence = (await memory.take('x', 1_000)) ?? 0;
  await access.write([change('a', 'ours')], { id: 'x', fence });
  mood.is = 'failing';
  await access.write([change('a', 'late')], { id: 'x', fence });
  await access.write([change('b')]);
  await clock.advance(1_000);
  await memory.take('x', 1_000);
  recover();
  await clock.advance(1_000);
  assert.deepEqual(await memory.read(['a', 'b']), ['ours', 'b']);
  assert.equal(said(/after their lease was lost/).length, 1);
  await assert.rejects(access.write([change('a', 'too late')], { id: 'x', fence }), { name: 'LeaseLostError' });
});

test('what must hold is told apart from what only waits, and from what is lost', async () => {
  const { access, mood, clock, memory, recover } = stage({ limits: { changes: 2, bytes: 1_000 } });
  await access.writeSurely([change('a')]);
  assert.deepEqual(await memory.read(['a']), ['a']);
  mood.is = 'hanging';
  const slow = access.writeSurely([change('a', 'again')]);
  assert.equal(await settled(slow), false);
  await clock.advance(2_000);
  await assert.rejects(slow, { name: 'NotStoredError', queued: true });
  await assert.rejects(access.writeSurely([change('b')]), { name: 'NotStoredError', queued: true });
  await assert.rejects(access.writeSurely([change('c'), change('d')]), { name: 'NotStoredError', queued: false });
  const back = access.waitUntilBack();
  assert.equal(await settled(back), false);
  recover();
  await new Promise(setImmediate);
  await clock.advance(1_000);
  await back;
  assert.deepEqual(await memory.read(['a', 'b', 'c']), ['again', 'b', undefined]);
  const fence = (await memory.take('x', 1_000)) ?? 0;
  await clock.advance(1_000);
  await memory.take('x', 1_000);
  await assert.rejects(access.writeSurely([change('a', 'ours')], { id: 'x', fence }), { name: 'LeaseLostError' });
});

test('what waits for a database when the store is closed is lost, and whoever waits for its return is told', async () => {
  const { access, mood, clock } = stage();
  mood.is = 'hanging';
  const write = access.writeSurely([change('a')]);
  assert.equal(await settled(write), false);
  const closed = access.close(async () => {});
  assert.equal(await settled(closed), false);
  await clock.advance(2_000);
  await closed;
  await assert.rejects(write, { name: 'NotStoredError' });
  await assert.rejects(access.waitUntilBack(), { name: 'StoreUnavailableError' });
});

test('closing writes what is queued once more, and says what is lost if it cannot', async () => {
  const good = stage();
  good.mood.is = 'failing';
  await good.access.write([change('a')]);
  good.recover();
  await good.access.close(async () => {});
  assert.deepEqual(await good.memory.read(['a']), ['a']);
  assert.equal(good.said(/is lost/).length, 0);

  const bad = stage();
  bad.mood.is = 'hanging';
  const write = bad.access.write([change('a')]);
  const closed = bad.access.close(async () => {});
  assert.equal(await settled(closed), false);
  await bad.clock.advance(2_000);
  await Promise.all([write, closed]);
  assert.equal(bad.said(/is lost/).length, 1);
});

test('at the end what is queued is written before the last thing is done, and all of it within the deadline', async () => {
  const { access, memory, mood } = stage();
  const writing = access.write([change('a', '1')]);
  await access.close(async () => {
    assert.equal((await memory.read(['a']))[0], '1');
    mood.asked = 100;
  });
  await writing;
  assert.equal(mood.asked, 100);

  const slow = stage();
  slow.mood.is = 'hanging';
  void slow.access.write([change('a')]);
  const began = slow.clock.now();
  await slow.clock.until(slow.access.close(() => new Promise(() => {})));
  assert.ok(slow.clock.now() - began <= 2_050);
});
