import type { Pool, PoolClient } from 'pg';
import { systemClock } from '../base/clock.ts';
import type { MeterChange, MeterOutcome, MeterTable } from './database.ts';

/** The table of counters. */
export const POSTGRES_METERS = `
  CREATE TABLE IF NOT EXISTS parley_meter (key TEXT PRIMARY KEY, spent BIGINT NOT NULL, expires BIGINT NOT NULL)`;

/** Expired counters count as 0, and are deleted from time to time. */
export const FORGET_POSTGRES_METERS = 'DELETE FROM parley_meter WHERE expires <= $1';

/** What a counter stands at; a row that has expired is as good as none. */
const SPENT = 'CASE WHEN parley_meter.expires > $5 THEN parley_meter.spent ELSE 0 END';

/**
 * Raises the counters that are below their limits. Each is read again once its row is locked, so nobody raises it in
 * between; all processes lock rows in the same order. The caller undoes all if any is missing.
 */
const RAISE = `
  INSERT INTO parley_meter (key, spent, expires)
  SELECT key, add, expires FROM UNNEST($1::text[], $2::bigint[], $4::bigint[]) AS asked(key, add, expires) ORDER BY key
  ON CONFLICT (key) DO UPDATE SET spent = ${SPENT} + excluded.spent, expires = excluded.expires
  WHERE COALESCE(${SPENT} < (
    SELECT most FROM UNNEST($1::text[], $3::bigint[]) AS limits(key, most) WHERE limits.key = parley_meter.key
  ), TRUE)
  RETURNING key, spent`;

const READ = 'SELECT key, spent FROM parley_meter WHERE key = ANY($1) AND expires > $2';

type Row = { key: string; spent: string };

type MeterMeans = { pool: Pool; query<T>(text: string, values: unknown[]): Promise<T[]> };

/** The counters in PostgreSQL. `query` makes sure that the tables are there. */
export const openPostgresMeters = ({ pool, query }: MeterMeans): MeterTable => {
  const readMeters = async (keys: string[]) => {
    const rows = await query<Row>(READ, [keys, systemClock.wall()]);
    const spent = new Map(rows.map((row) => [row.key, Number(row.spent)]));
    return keys.map((key) => spent.get(key) ?? 0);
  };
  return {
    raise: async (changes) => {
      const none = changes.findIndex(({ limit }) => limit !== undefined && limit <= 0);
      if (none >= 0) return { is: 'full', index: none };
      await query('SELECT 1', []);
      return inTransaction(pool, (client) => raiseAll(client, changes));
    },
    readMeters,
  };
};

const raiseAll = async (client: PoolClient, changes: MeterChange[]): Promise<MeterOutcome> => {
  const { rows } = await client.query<Row>(RAISE, [
    changes.map(({ key }) => key),
    changes.map(({ add }) => add),
    changes.map(({ limit }) => limit),
    changes.map(({ expires }) => expires),
    systemClock.wall(),
  ]);
  const spent = new Map(rows.map((row) => [row.key, Number(row.spent)]));
  const full = changes.findIndex(({ key }) => !spent.has(key));
  if (full >= 0) return { is: 'full', index: full };
  return { is: 'raised', totals: changes.map(({ key }) => spent.get(key) ?? 0) };
};

/** Keeps what was changed only if the outcome is `raised`. A connection that fails meanwhile isn't used again. */
const inTransaction = async (
  pool: Pool,
  work: (client: PoolClient) => Promise<MeterOutcome>,
): Promise<MeterOutcome> => {
  const client = await pool.connect();
  let failed = true;
  try {
    await client.query('BEGIN');
    const outcome = await work(client);
    await client.query(outcome.is === 'raised' ? 'COMMIT' : 'ROLLBACK');
    failed = false;
    return outcome;
  } finally {
    client.release(failed);
  }
};
