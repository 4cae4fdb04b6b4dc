import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Keyv } from 'keyv';
import type { Logger } from 'pino';

/** One kind of record: its name, the version of its shape, and how long a record lives after it was written. */
export type Kind = { name: string; version: number; lifetime: number };

/** The records of one kind, by id. A record that is missing, expired or of another version is `undefined`. */
export type Shelf<T> = {
  get(id: string): Promise<T | undefined>;
  getMany(ids: string[]): Promise<(T | undefined)[]>;
  /** The same, but it rejects when the store failed meanwhile: where finding nothing must mean that there is nothing. */
  getSurely(ids: string[]): Promise<(T | undefined)[]>;
  set(id: string, value: T): Promise<void>;
  /** A record to be written together with others, by `Store.write`. */
  record(id: string, value: T): StoreRecord;
  delete(ids: string[]): Promise<void>;
};

/** A record with its key and its lifetime in milliseconds, as it goes to the database. */
export type StoreRecord = { key: string; value: unknown; ttl: number };

/** Where everything is kept that must outlast the process. */
export type Store = {
  shelf<T>(kind: Kind): Shelf<T>;
  /** Writes records of any kinds at once: after a crash all of them are there, or none. */
  write(records: StoreRecord[]): Promise<void>;
  close(): Promise<void>;
};

type Row<T> = { version: number; value: T };

/** An expired SQLite row is never read, but it stays in the file until it is swept. */
const SWEEP = 60 * 60_000;

/**
 * Opens the store that `url` names: `sqlite://`, `redis://`, `rediss://`, `postgres://` or `memory:`. Only the adapter
 * that is needed is loaded.
 *
 * @throws when the store cannot be opened at all. Later failures are logged, and a read then finds nothing: a lost
 *   handle only means a fresh session.
 */
export const openStore = async (url: string, log: Logger): Promise<Store> => {
  const keyv = new Keyv({ namespace: 'parley', ...(await adapter(url)) });
  let failures = 0;
  keyv.on('error', (error: unknown) => {
    failures++;
    log.error({ err: error }, 'the store failed');
  });
  return {
    shelf: <T>({ name, version, lifetime }: Kind): Shelf<T> => {
      const key = (id: string) => `${name}:${id}`;
      const open = (row: Row<T> | undefined) => (row?.version === version ? row.value : undefined);
      const record = (id: string, value: T) => ({ key: key(id), value: { version, value }, ttl: lifetime });
      const getMany = async (ids: string[]) =>
        ids.length === 0 ? [] : (await keyv.getMany<Row<T>>(ids.map(key))).map(open);
      return {
        get: async (id) => open(await keyv.get<Row<T>>(key(id))),
        getMany,
        getSurely: async (ids) => {
          const before = failures;
          const found = await getMany(ids);
          if (failures !== before) throw new Error('the store could not be read');
          return found;
        },
        set: async (id, value) => void (await keyv.setMany([record(id, value)])),
        record,
        delete: async (ids) => void (ids.length > 0 && (await keyv.delete(ids.map(key)))),
      };
    },
    write: async (records) => void (await keyv.setMany(records)),
    close: () => keyv.disconnect(),
  };
};

const adapter = async (url: string) => {
  const scheme = url.slice(0, url.indexOf(':'));
  switch (scheme) {
    case 'memory':
      return {};
    case 'sqlite': {
      const { KeyvSqlite } = await import('@keyv/sqlite');
      const file = url.slice('sqlite://'.length);
      await mkdir(dirname(file), { recursive: true });
      const store = new KeyvSqlite({
        uri: url,
        driver: 'node:sqlite',
        wal: true,
        busyTimeout: 5_000,
        clearExpiredInterval: SWEEP,
      });
      await store.ready;
      // With WAL a crash of the process loses nothing; only a power cut may take the newest commits. Waiting for the disk
      // at each of them would hold up every channel, because SQLite works on the event loop.
      await store.query('PRAGMA synchronous = NORMAL');
      return { store };
    }
    case 'redis':
    case 'rediss': {
      const { default: KeyvRedis } = await import('@keyv/redis');
      return { store: new KeyvRedis(url) };
    }
    case 'postgres':
    case 'postgresql': {
      const { KeyvPostgres } = await import('@keyv/postgres');
      return { store: new KeyvPostgres({ uri: url }) };
    }
    default:
      throw new Error(`no store for "${scheme}:"`);
  }
};
