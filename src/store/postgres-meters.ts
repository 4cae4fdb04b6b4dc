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
 * Raises all of the counters, or none if one of them is full, whose place is told then. It's one statement, because the rows of a
 * transaction stay locked for as long as its process can't be reached, and every other one waits for them.
 *
 * Each counter is read again once its row is locked, and all processes lock rows in the same order. If one has become full since
 * the statement began, it divides by zero, which takes everything back.
 */
const RAISE = `
  WITH asked AS (
    SELECT * FROM UNNEST($1::text[], $2::bigint[], $3::bigint[], $4::bigint[])
      WITH ORDINALITY AS t(key, add, most, expires, place)
  ), filled AS (
    SELECT place FROM asked JOIN parley_meter USING (key) WHERE ${SPENT} >= asked.most
  ), raised AS (
    INSERT INTO parley_meter (key, spent, expires)
    SELECT key, add, expires FROM asked WHERE NOT EXISTS (SELECT 1 FROM filled) ORDER BY key
    ON CONFLICT (key) DO UPDATE SET spent = ${SPENT} + excluded.spent, expires = excluded.expires
    WHERE COALESCE(${SPENT} < (SELECT most FROM asked WHERE asked.key = parley_meter.key), TRUE)
    RETURNING key, spent
  ), missing AS (
    SELECT (SELECT COUNT(*) FROM asked) - (SELECT COUNT(*) FROM raised) AS number
  )
  SELECT (SELECT MIN(place) FROM filled) AS filled,
    ARRAY(SELECT spent FROM asked JOIN raised USING (key) ORDER BY place) AS totals,
    CASE WHEN missing.number > 0 AND NOT EXISTS (SELECT 1 FROM filled) THEN 1 / (0 * missing.number) END
  FROM missing`;

/** PostgreSQL's code of a division by zero. */
const FILLED_MEANWHILE = '22012';

/** How often counters are tried to be raised that others fill in the same moment. */
const TRIES = 5;

const READ = 'SELECT key, spent FROM parley_meter WHERE key = ANY($1) AND expires > $2';

type Query = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

/** The counters in PostgreSQL. `query` makes sure that the tables are there. */
export const openPostgresMeters = (query: Query): MeterTable => ({
  raise: async (changes) => {
    const none = changes.findIndex(({ limit }) => limit !== undefined && limit <= 0);
    return none >= 0 ? { is: 'full', index: none } : raiseAll(query, changes);
  },
  readMeters: async (keys) => {
    const rows = await query<{ key: string; spent: string }>(READ, [keys, systemClock.wall()]);
    const spent = new Map(rows.map((row) => [row.key, Number(row.spent)]));
    return keys.map((key) => spent.get(key) ?? 0);
  },
});

const raiseAll = async (query: Query, changes: MeterChange[]): Promise<MeterOutcome> => {
  const values = [
    changes.map(({ key }) => key),
    changes.map(({ add }) => add),
    changes.map(({ limit }) => limit),
    changes.map(({ expires }) => expires),
  ];
  for (let tries = 1; ; tries += 1) {
    try {
      const [row] = await query<{ filled: string | null; totals: string[] }>(RAISE, [...values, systemClock.wall()]);
      const { filled = null, totals = [] } = row ?? {};
      return filled === null ? { is: 'raised', totals: totals.map(Number) } : { is: 'full', index: Number(filled) - 1 };
    } catch (error) {
      if ((error as { code?: unknown }).code !== FILLED_MEANWHILE || tries === TRIES) throw error;
    }
  }
};
