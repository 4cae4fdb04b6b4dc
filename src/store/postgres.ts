import type { EventEmitter } from 'node:events';
import { Pool } from 'pg';
import { systemClock } from '../base/clock.ts';
import {
  CONNECT_DEADLINE,
  type Database,
  type Fence,
  LEASE_MEMORY,
  type LeaseTable,
  NAMESPACE,
  PAGE,
  PURGE_PIECE,
  SWEEP_INTERVAL,
} from './database.ts';
import { openPostgresDump } from './postgres-dump.ts';
import { FORGET_POSTGRES_METERS, openPostgresMeters, POSTGRES_METERS } from './postgres-meters.ts';
import { openPostgresWrites, POSTGRES_WRITERS } from './postgres-writes.ts';
import { takeInTime } from './timely-take.ts';

/** A connection is given up if a statement takes longer, in milliseconds. */
const HANG = 10_000;

/**
 * The table and two indexes are those of Keyv's adapter; the third one is for lists. Without the lock, two processes that start together would get in each
 * other's way; its number has no meaning.
 */
const TABLES = `
  SELECT pg_advisory_xact_lock(1885434489);
  CREATE TABLE IF NOT EXISTS keyv
    (key VARCHAR(255) NOT NULL, value TEXT, namespace VARCHAR(255) DEFAULT NULL, expires BIGINT DEFAULT NULL);
  CREATE UNIQUE INDEX IF NOT EXISTS keyv_key_namespace_idx ON keyv (key, COALESCE(namespace, ''));
  CREATE INDEX IF NOT EXISTS keyv_expires_idx ON keyv (expires) WHERE expires IS NOT NULL;
  CREATE INDEX IF NOT EXISTS parley_key_order ON keyv (key COLLATE "C") WHERE namespace = '${NAMESPACE}';
  CREATE TABLE IF NOT EXISTS parley_lease (id TEXT PRIMARY KEY, fence BIGINT NOT NULL, expires TIMESTAMPTZ NOT NULL);
  CREATE INDEX IF NOT EXISTS parley_lease_fence ON parley_lease (fence);
  ${POSTGRES_WRITERS};
  ${POSTGRES_METERS}`;

const READ = `
  SELECT key, value FROM keyv
  WHERE key = ANY($1) AND COALESCE(namespace, '') = '${NAMESPACE}' AND (expires IS NULL OR expires > $2)`;

/**
 * Without statistics of the table, which the server collects some time after it was filled or restored, it takes all rows for few
 * and would read and sort all of them for each page of a list. With this it goes through the index, as with statistics.
 */
const PLAN = 'SET enable_bitmapscan = off';

/** In the order of the bytes, whatever the database's language is. The bounds keep a page to its part of the index. */
const LIST = `
  SELECT key, value AS text FROM keyv
  WHERE namespace = '${NAMESPACE}' AND key COLLATE "C" >= $1 AND key COLLATE "C" > $2
    AND ($3::text IS NULL OR key COLLATE "C" < $3) AND starts_with(key, $1) AND (expires IS NULL OR expires > $4)
  ORDER BY key COLLATE "C" LIMIT ${PAGE}`;

/** The first text behind all that begin so; nothing where that isn't simple, because it only saves looking further. */
const findEnd = (prefix: string): string | undefined => {
  const last = prefix.charCodeAt(prefix.length - 1);
  return last < 0x7f ? prefix.slice(0, -1) + String.fromCharCode(last + 1) : undefined;
};

/** The server's time in milliseconds. */
const NOW = '(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::float8';

const FIND_FREE = `
  SELECT ${NOW} AS now WHERE NOT EXISTS (SELECT 1 FROM parley_lease WHERE id = $1 AND expires > clock_timestamp())`;

const UNTIL = (parameter: string) => `clock_timestamp() + ${parameter} * INTERVAL '1 millisecond'`;

/**
 * The row of a lease outlives the lease for a while, so that its holder can go on under its number. A new number is
 * above all existing ones, and the highest one is never deleted, so it's also above the deleted ones.
 */
const TAKE = `
  INSERT INTO parley_lease (id, fence, expires)
  SELECT $1, (SELECT COALESCE(MAX(fence), 0) + 1 FROM parley_lease), ${UNTIL('$2')} WHERE ${NOW} <= $3
  ON CONFLICT (id) DO UPDATE
    SET fence = GREATEST(excluded.fence, parley_lease.fence + 1), expires = excluded.expires
  WHERE parley_lease.expires <= clock_timestamp() RETURNING fence`;

const FORGET = `
  DELETE FROM parley_lease WHERE expires < ${UNTIL('-$1::float8')} AND fence < (SELECT MAX(fence) FROM parley_lease)`;

const PROLONG = `
  WITH held AS (
    SELECT id FROM parley_lease WHERE (id, fence) IN (SELECT * FROM UNNEST($1::text[], $2::bigint[]))
    ORDER BY id FOR UPDATE
  )
  UPDATE parley_lease SET expires = ${UNTIL('$3')} FROM held WHERE parley_lease.id = held.id RETURNING parley_lease.id`;

/**
 * PostgreSQL, in the table of Keyv's adapter, but without the adapter. The adapter's pool has no listener for errors of
 * idle connections, so a restart of the server would end the process, and a server that is down at the start would never
 * get its table. The server's clock judges leases.
 */
export const openPostgres = async (url: string): Promise<Database> => {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_DEADLINE,
    query_timeout: HANG,
    keepAlive: true,
    onConnect: async (client) => void (await client.query(PLAN)),
  });
  // The pool has already dropped that connection and makes another one when it needs it.
  pool.on('error', () => {});
  // It doesn't listen to one that is in use. What was asked on it rejects; the event, unheard, would end the process.
  pool.on('connect', (client: EventEmitter) => client.on('error', () => {}));
  const query = makeQuery(pool);
  const { sweep: forgetWriters, ...writes } = openPostgresWrites(query);
  const sweep = async () => {
    await query('DELETE FROM keyv WHERE expires < $1', [systemClock.wall()]);
    await query(FORGET, [LEASE_MEMORY]);
    await query(FORGET_POSTGRES_METERS, [systemClock.wall()]);
    await forgetWriters();
  };
  const sweeping = setInterval(() => void sweep().catch(() => {}), SWEEP_INTERVAL).unref();
  return {
    ...openRows(query),
    ...writes,
    ...openLeases(query),
    ...openPostgresMeters(query),
    dump: openPostgresDump(query),
    close: async () => {
      clearInterval(sweeping);
      await pool.end();
    },
  };
};

/** Runs a statement, and returns its rows. */
type Query = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

/** Makes the tables before the first statement that reaches the server. */
const makeQuery = (pool: Pool): Query => {
  let tables: Promise<unknown> | undefined;
  return async <Row>(text: string, values: unknown[]): Promise<Row[]> => {
    tables ??= pool.query(TABLES).then(() => pool.query(FORGET, [LEASE_MEMORY]));
    await tables.catch((error) => {
      tables = undefined;
      throw error;
    });
    return (await pool.query<Row>(text, values)).rows;
  };
};

/** What rows held stays in the table's files until the server vacuums them, which it does by itself. */
const PURGE = `
  DELETE FROM keyv WHERE ctid IN (SELECT ctid FROM keyv WHERE namespace = '${NAMESPACE}' AND expires < $1 LIMIT $2)
  RETURNING key`;

const openRows = (query: Query): Pick<Database, 'read' | 'list' | 'purge'> => ({
  read: async (keys) => {
    const rows = await query<{ key: string; value: string }>(READ, [keys, systemClock.wall()]);
    const found = new Map(rows.map(({ key, value }) => [key, value]));
    return keys.map((key) => found.get(key));
  },
  list: async (prefix, cursor = '') => {
    const rows = await query<{ key: string; text: string }>(LIST, [
      prefix,
      cursor,
      findEnd(prefix),
      systemClock.wall(),
    ]);
    const next = rows.length < PAGE ? undefined : rows.at(-1)?.key;
    return { rows, ...(next !== undefined && { next }) };
  },
  purge: async () => (await query(PURGE, [systemClock.wall(), PURGE_PIECE])).length === PURGE_PIECE,
});

const openLeases = (query: Query): LeaseTable => {
  const prolong = async (leases: Fence[], lifetime: number) => {
    const values = [leases.map(({ id }) => id), leases.map(({ fence }) => fence), lifetime];
    return (await query<{ id: string }>(PROLONG, values)).map(({ id }) => id);
  };
  return {
    take: (id, lifetime) =>
      takeInTime(lifetime, {
        look: async () => (await query<{ now: number }>(FIND_FREE, [id]))[0]?.now,
        take: async (until) => {
          const [taken] = await query<{ fence: string }>(TAKE, [id, lifetime, until]);
          return taken && Number(taken.fence);
        },
      }),
    renew: prolong,
    release: async (leases) => void (await prolong(leases, -1)),
  };
};
