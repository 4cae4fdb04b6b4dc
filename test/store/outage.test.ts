import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Pool } from 'pg';
import { openStore } from '../../src/store/store.ts';
import { Gate } from './gate.ts';
import { recorded, silent } from './record.ts';
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
  test('PostgreSQL that is cut off in the middle of a statement', async (t) => {
    const { store, gate, says, holdMeters, waits } = await behindGate(t, path);
    const change = { key: 'a', add: 1, expires: Date.now() + 60_000 };
    await store.raise([change]);
    const release = await holdMeters();
    const raised = assert.rejects(store.raise([change]), { name: 'StoreUnavailableError' });
    await waits();
    await gate.cut('drop');
    await raised;
    const back = says(/is back/);
    await release();
    await gate.mend();
    await back;
    // What waited may have been done all the same: nobody knows.
    assert.ok([1, 2].includes((await store.readMeters(['a']))[0] ?? 0));
  });
  test('PostgreSQL that one process is cut off from while it raises a counter has it free for the others', async (t) => {
    const { server, store, gate, holdMeters, waits } = await behindGate(t, path);
    const other = await openStore(server.url, silent, { deadline: 20_000 });
    t.after(() => other.close());
    const change = { key: 'a', add: 1, expires: Date.now() + 60_000 };
    await other.raise([change]);
    const release = await holdMeters();
    const stalled = store.raise([change]);
    stalled.catch(() => {});
    await waits();
    await gate.cut('stall');
    await release();
    // It's nobody's, although who has raised it hears nothing of that. Which of the two PostgreSQL lets through first isn't said.
    const free = await other.raise([change]);
    await gate.mend();
    const totals = [free, await stalled].flatMap((raised) => (raised.is === 'raised' ? raised.totals : []));
    assert.deepEqual(totals.sort(), [2, 3]);
  });
  test('PostgreSQL that comes after us', async (t) => {
    const server = await postgres(t, path);
    await server.kill();
    await late(server.url, server.start);
  });
}

/** A store that reaches its PostgreSQL through a gate, and patiently. */
const behindGate = async (t: TestContext, program: string) => {
  const server = await postgres(t, program);
  const gate = await Gate.open(server.port);
  t.after(() => gate.end());
  const { log, says } = recorded();
  const url = Object.assign(new URL(server.url), { port: `${gate.port}` }).href;
  const store = await openStore(url, log, { ...QUICK, deadline: 20_000 });
  t.after(() => store.close());
  const pool = new Pool({ connectionString: server.url, max: 2 });
  pool.on('error', () => {});
  t.after(() => pool.end());
  /** Keeps all counters locked, until the result is called. */
  const holdMeters = async () => {
    await pool.query('BEGIN; LOCK TABLE parley_meter IN ACCESS EXCLUSIVE MODE');
    return async () => void (await pool.query('COMMIT'));
  };
  /** Resolves once somebody waits for a lock. */
  const waits = async () => {
    while ((await pool.query('SELECT 1 FROM pg_locks WHERE NOT granted', [])).rows.length === 0);
  };
  return { server, store, gate, says, holdMeters, waits };
};

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
