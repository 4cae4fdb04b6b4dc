import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Pool } from 'pg';
import { openStore } from '../../src/store/store.ts';
import { recorded } from './record.ts';
import { installed, postgres, redis } from './servers.ts';
import { lock, sqliteUrl } from './stores.ts';

const KIND = { name: 'thing', version: 1, lifetime: 600_000 };
/** Long enough for a busy machine while the server is there, because a server that answers late counts as away. */
const QUICK = { deadline: 800, retry: 50 };

type Outage = { url: string; begin(): Promise<void> | void; end(): Promise<void> | void };

/** Goes through an outage; all that is asked meanwhile is answered soon. */
const survive = async (t: TestContext, { url, begin, end }: Outage): Promise<void> => {
  const { log, lines, said, says } = recorded();
  const store = await openStore(url, log, QUICK);
  t.after(() => store.close());
  const shelf = store.shelf<number>(KIND);
  await shelf.set('before', 1);
  await shelf.set('gone', 1);
  for (const round of [1, 2]) {
    await begin();
    const began = performance.now();
    await store.write([shelf.record('a', round), shelf.record('b', round)]);
    await shelf.delete(['gone']);
    assert.equal(store.health().is, 'away');
    for (let n = 0; n < 20; n++) await shelf.set('a', n);
    assert.deepEqual(await shelf.getMany(['a', 'b', 'gone']), [19, round, undefined]);
    await assert.rejects(shelf.get('before'), { name: 'StoreUnavailableError' });
    await assert.rejects(shelf.getMany(['a', 'before']), { name: 'StoreUnavailableError' });
    await assert.rejects(shelf.getReadable(['before']), { name: 'StoreUnavailableError' });
    assert.equal(await shelf.getOrNothing('before'), undefined);
    await assert.rejects(shelf.setSurely('a', 19), { name: 'NotStoredError', queued: true });
    await assert.rejects(shelf.deleteSurely(['gone']), { name: 'NotStoredError', queued: true });
    const patient = shelf.getPatiently(['before', 'never']);
    assert.ok(performance.now() - began < 20 * QUICK.deadline, 'nobody waits for it, time and again');
    const back = says(/is back/);
    await end();
    await back;
    assert.deepEqual(await patient, [1, undefined]);
    await shelf.setSurely('after', round);
    assert.deepEqual(await shelf.getMany(['a', 'b', 'gone', 'before', 'after']), [19, round, undefined, 1, round]);
    assert.deepEqual([said(/is away/).length, said(/is back/).length, lines.length], [round, round, 2 * round]);
  }
  assert.equal(store.health().lost, 0);
  const other = await openStore(url, log);
  assert.deepEqual(await other.shelf<number>(KIND).getMany(['a', 'b', 'gone']), [19, 2, undefined]);
  await other.close();
};

test('SQLite that another process keeps locked', async (t) => {
  const url = await sqliteUrl(t);
  let unlock = () => {};
  const begin = () => {
    unlock = lock(url);
  };
  await survive(t, { url, begin, end: () => unlock() });
});

const program = { redis: installed('redis-server'), postgres: installed('postgres') };

if (program.redis) {
  const path = program.redis;
  test('Redis, killed and started again', async (t) => {
    const server = await redis(t, path);
    await survive(t, { url: server.url, begin: server.kill, end: server.start });
  });
  test('Redis that hangs', async (t) => {
    const server = await redis(t, path);
    await survive(t, { url: server.url, begin: server.pause, end: server.resume });
  });
  test('Redis that comes after us', async (t) => {
    const server = await redis(t, path);
    await server.kill();
    await late(server.url, server.start);
  });
}

if (program.postgres) {
  const path = program.postgres;
  test('PostgreSQL, killed and started again', async (t) => {
    const server = await postgres(t, path);
    await survive(t, { url: server.url, begin: server.kill, end: server.start });
  });
  test('PostgreSQL whose table is locked', async (t) => {
    const { url } = await postgres(t, path);
    const pool = new Pool({ connectionString: url, max: 1 });
    pool.on('error', () => {});
    t.after(() => pool.end());
    const begin = async () => void (await pool.query('BEGIN; LOCK TABLE keyv IN ACCESS EXCLUSIVE MODE'));
    const end = async () => void (await pool.query('COMMIT'));
    await survive(t, { url, begin, end });
  });
  test('PostgreSQL that comes after us', async (t) => {
    const server = await postgres(t, path);
    await server.kill();
    await late(server.url, server.start);
  });
}

/** Opens the store before its server is there. */
const late = async (url: string, start: () => Promise<void>): Promise<void> => {
  const { log, said, says } = recorded();
  const back = says(/is back/);
  const store = await openStore(url, log, QUICK);
  assert.equal(store.health().is, 'away');
  await store.shelf<number>(KIND).set('early', 1);
  await start();
  await back;
  await store.shelf<number>(KIND).set('late', 2);
  assert.deepEqual(await store.shelf<number>(KIND).getMany(['early', 'late']), [1, 2]);
  assert.deepEqual([said(/is away/).length, said(/is back/).length], [1, 1]);
  await store.close();
};
