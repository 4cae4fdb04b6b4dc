import { systemClock } from '../base/clock.ts';
import type { MeterChange, MeterTable } from './database.ts';

/** The table of counters. */
export const SQLITE_METERS = `
  CREATE TABLE IF NOT EXISTS parley_meter
    (key TEXT PRIMARY KEY, spent INTEGER NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID`;

/** Expired counters count as 0, and are deleted from time to time. */
export const FORGET_SQLITE_METERS = 'DELETE FROM parley_meter WHERE expires <= ?';

/** The first of the changes whose counter has reached its limit. */
const FIND_FULL = `
  SELECT asked.key AS place FROM json_each(?1) AS asked
  LEFT JOIN parley_meter ON parley_meter.key = asked.value->>'key' AND parley_meter.expires > ?2
  WHERE asked.value->>'limit' IS NOT NULL AND coalesce(parley_meter.spent, 0) >= asked.value->>'limit'
  ORDER BY asked.key LIMIT 1`;

/** One statement raises all counters or none. No other process can write between its check and its changes. */
const RAISE = `
  INSERT INTO parley_meter (key, spent, expires)
  SELECT value->>'key', value->>'add', value->>'expires' FROM json_each(?1) WHERE NOT EXISTS (${FIND_FULL})
  ON CONFLICT (key) DO UPDATE SET
    spent = CASE WHEN parley_meter.expires > ?2 THEN parley_meter.spent ELSE 0 END + excluded.spent,
    expires = excluded.expires
  RETURNING key, spent`;

const READ = `
  SELECT key, spent FROM parley_meter WHERE key IN (SELECT value FROM json_each(?1)) AND expires > ?2`;

type Row = { key: string; spent: number };

/** The counters in a SQLite file, which the system's clock judges. */
export const openSqliteMeters = (query: <T>(text: string, ...values: unknown[]) => Promise<T[]>): MeterTable => {
  const order = (keys: string[], rows: Row[]) => {
    const spent = new Map(rows.map((row) => [row.key, row.spent]));
    return keys.map((key) => spent.get(key) ?? 0);
  };
  const raise = async (changes: MeterChange[]): ReturnType<MeterTable['raise']> => {
    if (changes.length === 0) return { is: 'raised', totals: [] };
    const asked = JSON.stringify(changes);
    const now = systemClock.wall();
    const rows = await query<Row>(RAISE, asked, now);
    const keys = changes.map(({ key }) => key);
    if (rows.length > 0) return { is: 'raised', totals: order(keys, rows) };
    const [full] = await query<{ place: number }>(FIND_FULL, asked, now);
    // Another process may have made room meanwhile; that it was full is still true of the moment of the answer.
    return {
      is: 'full',
      index:
        full?.place ??
        Math.max(
          0,
          changes.findIndex(({ limit }) => limit !== undefined),
        ),
    };
  };
  return {
    raise,
    readMeters: async (keys) => order(keys, await query<Row>(READ, JSON.stringify(keys), systemClock.wall())),
  };
};
