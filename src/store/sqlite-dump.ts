import { systemClock } from '../base/clock.ts';
import { NAMESPACE, PAGE } from './database.ts';
import { type Dump, type DumpTable, NEVER_EXPIRES, sortByKeys } from './dump.ts';

const EXPIRES = `coalesce(expires, ${NEVER_EXPIRES})`;

/** How a table is read and written. An item without an end gets one; `put` takes items as a JSON array. */
type Statements = { page: string; find: string; put: string; remove: string };

const ROWS: Statements = {
  page: `
    SELECT key, value AS text, ${EXPIRES} AS expires FROM keyv
    WHERE namespace = '${NAMESPACE}' AND key > ?1 AND ${EXPIRES} > ?2 ORDER BY key LIMIT ${PAGE}`,
  find: `
    SELECT key, value AS text, ${EXPIRES} AS expires FROM keyv
    WHERE namespace = '${NAMESPACE}' AND key IN (SELECT value FROM json_each(?1)) AND ${EXPIRES} > ?2`,
  put: `
    INSERT INTO keyv (key, value, namespace, expires)
    SELECT value->>'key', value->>'text', '${NAMESPACE}', value->>'expires' FROM json_each(?1) WHERE TRUE
    ON CONFLICT (key, namespace) DO UPDATE SET value = excluded.value, expires = excluded.expires`,
  remove: `DELETE FROM keyv WHERE namespace = '${NAMESPACE}' AND key IN (SELECT value FROM json_each(?1))`,
};

const METERS: Statements = {
  page: `SELECT key, spent, expires FROM parley_meter WHERE key > ?1 AND expires > ?2 ORDER BY key LIMIT ${PAGE}`,
  find: `
    SELECT key, spent, expires FROM parley_meter WHERE key IN (SELECT value FROM json_each(?1)) AND expires > ?2`,
  put: `
    INSERT INTO parley_meter (key, spent, expires)
    SELECT value->>'key', value->>'spent', value->>'expires' FROM json_each(?1) WHERE TRUE
    ON CONFLICT (key) DO UPDATE SET spent = excluded.spent, expires = excluded.expires`,
  remove: 'DELETE FROM parley_meter WHERE key IN (SELECT value FROM json_each(?1))',
};

type Query = <Row>(text: string, ...values: unknown[]) => Promise<Row[]>;

/** All of a SQLite file but its leases. */
export const openSqliteDump = (query: Query): Dump => {
  const open = <Item extends { key: string }>({ page, find, put, remove }: Statements): DumpTable<Item> => ({
    page: async (cursor = '') => {
      const items = await query<Item>(page, cursor, systemClock.wall());
      const next = items.length < PAGE ? undefined : items.at(-1)?.key;
      return { items, ...(next !== undefined && { next }) };
    },
    find: async (keys) => sortByKeys(keys, await query<Item>(find, JSON.stringify(keys), systemClock.wall())),
    put: async (items) => void (await query(put, JSON.stringify(items))),
    remove: async (keys) => void (await query(remove, JSON.stringify(keys))),
  });
  return { rows: open(ROWS), meters: open(METERS) };
};
