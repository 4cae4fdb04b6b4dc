import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createClient } from '@keyv/redis';
import { Pool } from 'pg';
import { type Ending, folderFor, installed, postgres, redis } from './servers.ts';

/** A database to try the store on, and a way into it that is not ours. */
export type TestDatabase = {
  url: string;
  put(key: string, text: string): Promise<void>;
  peek(key: string): Promise<unknown>;
  /** Everything in it: the rows of all tables, and the bytes of its files where they can be read. */
  dump(): Promise<{ rows: string; bytes: string }>;
};

/** The SQLite file of a URL. */
export const fileOf = (url: string): string => url.slice('sqlite://'.length);

/** The URL of a SQLite file in a folder that is not there yet. */
export const sqliteUrl = async (t: Ending): Promise<string> =>
  `sqlite://${join(await folderFor(t, 'sqlite'), 'deep', 'down', 'store.sqlite')}`;

/** For how long a writer may still have a file that is to be locked, in milliseconds. */
const LAST_WRITE = 5_000;

/** Keeps a SQLite file from being written to, as another program may; the result ends that. */
export const lock = (url: string): (() => void) => {
  const other = new DatabaseSync(fileOf(url), { timeout: LAST_WRITE });
  other.exec('BEGIN IMMEDIATE');
  return () => other.close();
};

const inSqlite = async (t: Ending): Promise<TestDatabase> => {
  const url = await sqliteUrl(t);
  const open = <T>(use: (file: DatabaseSync) => T): T => {
    const file = new DatabaseSync(fileOf(url));
    try {
      return use(file);
    } finally {
      file.close();
    }
  };
  return {
    url,
    put: async (key, text) =>
      void open((file) => file.prepare("INSERT INTO keyv VALUES (?, ?, 'parley', 9e15)").run(key, text)),
    peek: async (key) => open((file) => file.prepare('SELECT value FROM keyv WHERE key = ?').get(key))?.value,
    dump: async () => {
      const rows = open((file) => {
        const tables = file.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
        return JSON.stringify(tables.map(({ name }) => file.prepare(`SELECT * FROM "${name}"`).all()));
      });
      const files = [fileOf(url), `${fileOf(url)}-wal`].map((file) => readFile(file, 'latin1').catch(() => ''));
      return { rows, bytes: (await Promise.all(files)).join('') };
    },
  };
};

const inRedis = async (t: Ending, program: string): Promise<TestDatabase> => {
  const { url } = await redis(t, program);
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  t.after(() => client.destroy());
  return {
    url,
    put: async (key, text) => void (await client.set(`parley::${key}`, text)),
    peek: (key) => client.get(`parley::${key}`),
    dump: async () => {
      const rows: unknown[] = [];
      for await (const keys of client.scanIterator())
        for (const key of keys) {
          assert.equal(await client.type(key), 'string', key);
          rows.push([key, await client.get(key)]);
        }
      return { rows: JSON.stringify(rows), bytes: '' };
    },
  };
};

const inPostgres = async (t: Ending, program: string): Promise<TestDatabase> => {
  const { url } = await postgres(t, program);
  const pool = new Pool({ connectionString: url });
  pool.on('error', () => {});
  t.after(() => pool.end());
  return {
    url,
    put: async (key, text) => {
      await pool.query("INSERT INTO keyv VALUES ($1, $2, 'parley', 9000000000000000)", [key, text]);
    },
    peek: async (key) =>
      (await pool.query<{ value: string }>('SELECT value FROM keyv WHERE key = $1', [key])).rows[0]?.value,
    dump: async () => {
      const tables = await pool.query<{ name: string }>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
        [],
      );
      const rows = tables.rows.map(({ name }) => pool.query(`SELECT * FROM "${name}"`, []));
      return { rows: JSON.stringify((await Promise.all(rows)).map((found) => found.rows)), bytes: '' };
    },
  };
};

/** The databases that others can reach, too. Servers are tried where they are installed; npm cannot install them. */
export const SHARED_DATABASES: Record<string, (t: Ending) => Promise<TestDatabase>> = { sqlite: inSqlite };
for (const [name, start] of Object.entries({ 'redis-server': inRedis, postgres: inPostgres })) {
  const program = installed(name);
  if (program) SHARED_DATABASES[name] = (t) => start(t, program);
  else console.log(`${name} is not installed: the store is not tried on it`);
}

/** Every store there is, by URL. */
export const STORES: Record<string, (t: Ending) => Promise<string>> = { memory: async () => 'memory:' };
for (const [name, start] of Object.entries(SHARED_DATABASES)) STORES[name] = async (t) => (await start(t)).url;
