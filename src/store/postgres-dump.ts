import { systemClock } from '../base/clock.ts';
import { NAMESPACE, PAGE } from './database.ts';
import { type Dump, type DumpedMeter, type DumpedRow, type DumpTable, NEVER_EXPIRES, sortByKeys } from './dump.ts';

const EXPIRES = `COALESCE(expires, ${NEVER_EXPIRES})`;

const PAGE_ROWS = `
  SELECT key, value AS text, ${EXPIRES} AS expires FROM keyv
  WHERE namespace = '${NAMESPACE}' AND key COLLATE "C" > $1 AND ${EXPIRES} > $2
  ORDER BY key COLLATE "C" LIMIT ${PAGE}`;

const FIND_ROWS = `
  SELECT key, value AS text, ${EXPIRES} AS expires FROM keyv
  WHERE key = ANY($1) AND COALESCE(namespace, '') = '${NAMESPACE}' AND ${EXPIRES} > $2`;

const PUT_ROWS = `
  INSERT INTO keyv (key, value, namespace, expires)
  SELECT key, value, '${NAMESPACE}', expires FROM UNNEST($1::text[], $2::text[], $3::bigint[]) AS given(key, value, expires)
  ON CONFLICT (key, COALESCE(namespace, '')) DO UPDATE SET value = excluded.value, expires = excluded.expires`;

const REMOVE_ROWS = `DELETE FROM keyv WHERE key = ANY($1) AND COALESCE(namespace, '') = '${NAMESPACE}'`;

const PAGE_METERS = `
  SELECT key, spent, expires FROM parley_meter WHERE key COLLATE "C" > $1 AND expires > $2
  ORDER BY key COLLATE "C" LIMIT ${PAGE}`;

const FIND_METERS = 'SELECT key, spent, expires FROM parley_meter WHERE key = ANY($1) AND expires > $2';

const PUT_METERS = `
  INSERT INTO parley_meter (key, spent, expires)
  SELECT * FROM UNNEST($1::text[], $2::bigint[], $3::bigint[])
  ON CONFLICT (key) DO UPDATE SET spent = excluded.spent, expires = excluded.expires`;

const REMOVE_METERS = 'DELETE FROM parley_meter WHERE key = ANY($1)';

type Query = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

/** A table whose numbers come as texts, because they're longer than JavaScript's may be elsewhere. */
type Reading<Item, Row> = { query: Query; page: string; find: string; read(row: Row): Item };

const openReading = <Item extends { key: string }, Row>({
  query,
  page,
  find,
  read,
}: Reading<Item, Row>): Pick<DumpTable<Item>, 'page' | 'find'> => ({
  page: async (cursor = '') => {
    const items = (await query<Row>(page, [cursor, systemClock.wall()])).map(read);
    const next = items.length < PAGE ? undefined : items.at(-1)?.key;
    return { items, ...(next !== undefined && { next }) };
  },
  find: async (keys) => sortByKeys(keys, (await query<Row>(find, [keys, systemClock.wall()])).map(read)),
});

const listKeys = (items: { key: string }[]): string[] => items.map(({ key }) => key);
const listEnds = (items: { expires: number }[]): number[] => items.map(({ expires }) => expires);

/** All of what Parley has in PostgreSQL but its leases. `query` makes sure that the tables are there. */
export const openPostgresDump = (query: Query): Dump => ({
  rows: {
    ...openReading<DumpedRow, DumpedRow>({
      query,
      page: PAGE_ROWS,
      find: FIND_ROWS,
      read: ({ key, text, expires }) => ({ key, text, expires: Number(expires) }),
    }),
    put: async (items) =>
      void (await query(PUT_ROWS, [listKeys(items), items.map(({ text }) => text), listEnds(items)])),
    remove: async (keys) => void (await query(REMOVE_ROWS, [keys])),
  },
  meters: {
    ...openReading<DumpedMeter, DumpedMeter>({
      query,
      page: PAGE_METERS,
      find: FIND_METERS,
      read: ({ key, spent, expires }) => ({ key, spent: Number(spent), expires: Number(expires) }),
    }),
    put: async (items) =>
      void (await query(PUT_METERS, [listKeys(items), items.map(({ spent }) => spent), listEnds(items)])),
    remove: async (keys) => void (await query(REMOVE_METERS, [keys])),
  },
});
