import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { createClient } from '@keyv/redis';
import { Pool } from 'pg';
import type { Database } from '../../src/store/database.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { installed, postgres, redis } from './servers.ts';
import { fileOf, sqliteUrl } from './stores.ts';

const DAY = 24 * 60 * 60_000;
const LIFETIME = 3_000;
const IDS = Array.from({ length: 40 }, (_, index) => `server ${index}`);

/** A database that is closed with the test, however that ends. */
const open = async (t: TestContext, url: string, clock = new VirtualClock()): Promise<Database> => {
  const database = await openDatabase(url, clock);
  t.after(() => database.close().catch(() => {}));
  return database;
};

/** Takes a lease of many servers, gives half of them back, and lets the rest run out; resolves with the highest number. */
const used = async (database: Database): Promise<number> => {
  const fences: number[] = [];
  for (const id of IDS) {
    const fence = await database.take(id, LIFETIME);
    assert.ok(fence);
    fences.push(fence);
    if (fences.length % 2 === 0) await database.release([{ id, fence }]);
  }
  return Math.max(...fences);
};

/** All numbers that are given out from now on are above all that were. */
const rises = async (database: Database, highest: number): Promise<void> => {
  let last = highest;
  for (const id of [...IDS].reverse()) {
    const fence = await database.take(id, LIFETIME);
    assert.ok(fence && fence > last, `${fence} after ${last}`);
    last = fence;
  }
};

test('leases of a day ago leave nothing behind in SQLite, and their numbers do not come again', async (t) => {
  const clock = new VirtualClock();
  const url = await sqliteUrl(t);
  const before = await open(t, url, clock);
  const highest = await used(before);
  await before.close();
  const rows = () => {
    using file = new DatabaseSync(fileOf(url));
    return file.prepare('SELECT id FROM parley_lease').all().length;
  };
  await clock.advance(DAY / 2);
  await (await open(t, url, clock)).close();
  assert.equal(rows(), IDS.length, 'a process that slept may still go on');
  await clock.advance(DAY);
  const after = await open(t, url, clock);
  assert.equal(rows(), 1, 'only the highest number is left');
  await rises(after, highest);
  await after.close();
});

test('leases of a day ago leave nothing behind in memory, and their numbers do not come again', async () => {
  const clock = new VirtualClock();
  const database = openMemory(clock);
  const highest = await used(database);
  const fences = IDS.map((id, index) => ({ id, fence: index + 1 }));
  await clock.advance(2 * DAY);
  await database.take('another', LIFETIME);
  assert.deepEqual(await database.renew(fences, LIFETIME), []);
  await rises(database, highest);
});

const { server, cluster } = { server: installed('redis-server'), cluster: installed('postgres') };

test('leases leave nothing behind in PostgreSQL', { skip: !cluster }, async (t) => {
  if (!cluster) return;
  const { url } = await postgres(t, cluster);
  const pool = new Pool({ connectionString: url });
  pool.on('error', () => {});
  t.after(() => pool.end());
  const rows = async () => (await pool.query('SELECT id FROM parley_lease', [])).rows.length;
  const before = await open(t, url);
  const highest = await used(before);
  await before.close();
  assert.equal(await rows(), IDS.length, 'a process that slept may still go on');
  await pool.query("UPDATE parley_lease SET expires = expires - INTERVAL '2 days'", []);
  const after = await open(t, url);
  await after.read(['anything']);
  assert.equal(await rows(), 1, 'only the highest number is left');
  await rises(after, highest);
  await after.close();
});

test('leases leave nothing behind in Redis', { skip: !server }, async (t) => {
  if (!server) return;
  const { url } = await redis(t, server);
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  t.after(() => client.destroy());
  const database = await open(t, url);
  const highest = await used(database);
  const lasting: string[] = [];
  for (const key of await client.keys('*')) {
    const left = await client.pTTL(key);
    if (left < 0) lasting.push(key);
    else assert.ok(left <= DAY, `${key} lasts for ${left} ms`);
  }
  assert.deepEqual(lasting, ['parley:newest-fence']);
  // As if a day had passed.
  await client.del((await client.keys('*')).filter((key) => !lasting.includes(key)));
  await rises(database, highest);
  await database.close();
});
