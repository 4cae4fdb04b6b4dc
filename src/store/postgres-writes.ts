import { type Database, NAMESPACE } from './database.ts';
import { RoundOverError, WRITER_MEMORY, WriteRounds } from './write-rounds.ts';

/** The table of those who write, and the rounds that they have come to. */
export const POSTGRES_WRITERS = `
  CREATE TABLE IF NOT EXISTS parley_writer (id TEXT PRIMARY KEY, round BIGINT NOT NULL, seen TIMESTAMPTZ NOT NULL)`;

const BEGIN = `
  INSERT INTO parley_writer (id, round, seen) VALUES ($1, $2, clock_timestamp())
  ON CONFLICT (id) DO UPDATE SET round = GREATEST(excluded.round, parley_writer.round), seen = excluded.seen`;

const FORGET = `DELETE FROM parley_writer WHERE seen < clock_timestamp() - $1 * INTERVAL '1 millisecond'`;

/**
 * One statement makes all changes or none. The leases that it depends on can't be taken before it's done, nor can the writer begin
 * another round. All leases and rows are locked in the same order. A key without a text gets an empty row that has already
 * expired. A row without a key says that the round was the current one.
 */
const WRITE = `
  WITH asked AS (
    SELECT * FROM UNNEST($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[])
      AS t(key, value, expires, id, fence)
  ), writer AS MATERIALIZED (
    SELECT id FROM parley_writer WHERE id = $6 AND round = $7 FOR SHARE
  ), held AS (
    SELECT id, fence FROM parley_lease WHERE (id, fence) IN (SELECT id, fence FROM asked) ORDER BY id FOR SHARE
  ), written AS (
    INSERT INTO keyv (key, value, namespace, expires)
    SELECT key, COALESCE(value, ''), '${NAMESPACE}', expires FROM asked
    WHERE EXISTS (SELECT 1 FROM writer)
      AND (id IS NULL OR EXISTS (SELECT 1 FROM held WHERE held.id = asked.id AND held.fence = asked.fence))
    ORDER BY key
    ON CONFLICT (key, COALESCE(namespace, '')) DO UPDATE SET value = excluded.value, expires = excluded.expires
    RETURNING key
  )
  SELECT key FROM written UNION ALL SELECT NULL FROM writer`;

type Query = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

/** How rows are written to PostgreSQL. `sweep` is to be called more often than writers are forgotten. */
export const openPostgresWrites = (query: Query): Pick<Database, 'write' | 'reset'> & { sweep(): Promise<void> } => {
  const rounds = new WriteRounds();
  const begin = (round: number) => query(BEGIN, [rounds.writer, round]);
  /** The newest round that the database was told of. */
  let begun = -1;
  return {
    write: (changes) =>
      rounds.run(async (round) => {
        if (begun < round) await begin(round);
        begun = Math.max(begun, round);
        const values = [
          changes.map(({ key }) => key),
          changes.map(({ text }) => text),
          changes.map(({ expires }) => expires),
          changes.map(({ fence }) => fence?.id),
          changes.map(({ fence }) => fence?.fence),
        ];
        const rows = await query<{ key: string | null }>(WRITE, [...values, rounds.writer, round]);
        if (!rows.some(({ key }) => key === null)) throw new RoundOverError();
        return rows.flatMap(({ key }) => key ?? []);
      }),
    reset: () => rounds.end(rounds.current),
    sweep: async () => {
      if (begun >= 0) await begin(begun);
      await query(FORGET, [WRITER_MEMORY]);
    },
  };
};
