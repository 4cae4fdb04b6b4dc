import type { Access } from './access.ts';
import type { Aside } from './aside.ts';
import { StoreAway } from './away.ts';
import type { Change } from './database.ts';
import { type Row, readRow, writeRow } from './row.ts';

/** One kind of record: its name, the version of its shape, and how long a record lives after it was written. */
export type Kind = { name: string; version: number; lifetime: number };

/**
 * The records of one kind, by id. A record that is missing, expired or of an older version is `undefined`, and so is
 * everything that cannot be read: because the store is away or slow, or because it is no record of a version we know.
 */
export type Shelf<T> = {
  get(id: string): Promise<T | undefined>;
  getMany(ids: string[]): Promise<(T | undefined)[]>;
  /** The same, but it rejects with `StoreAway` for what cannot be read: where finding nothing must mean something. */
  getSurely(ids: string[]): Promise<(T | undefined)[]>;
  /** Like `Store.write`. */
  set(id: string, value: T): Promise<void>;
  /** A record to be written together with others, by `Store.write`. */
  record(id: string, value: T): StoreRecord;
  /** Like `Store.write`. */
  delete(ids: string[]): Promise<void>;
};

/** A record with its key and its lifetime in milliseconds, as it goes to the database. */
export type StoreRecord = { key: string; value: Row; ttl: number };

type Parts = { access: Access; aside: Aside; change(changes: Change[]): Promise<void> };

/** The shelf of a kind. Its records are under its name, a colon, and their id. */
export const openShelf = <T>({ name, version, lifetime }: Kind, { access, aside, change }: Parts): Shelf<T> => {
  const keyOf = (id: string) => `${name}:${id}`;
  const record = (id: string, value: T) => ({ key: keyOf(id), value: { version, value }, ttl: lifetime });
  const read = async (ids: string[]) => {
    const keys = ids.map(keyOf);
    const texts = await access.read(keys);
    return keys.map((key, index) => {
      const content = readRow(texts[index], version);
      if (content.is === 'unreadable') aside.put(key, texts[index]);
      return content;
    });
  };
  const getSurely = async (ids: string[]) => {
    const contents = await read(ids);
    if (contents.some(({ is }) => is === 'unreadable')) throw new StoreAway('a record is of no known version');
    return contents.map((content) => (content.is === 'value' ? (content.value as T) : undefined));
  };
  const getMany = async (ids: string[]) => {
    const contents = await read(ids).catch(() => undefined);
    return ids.map((_, index) => {
      const content = contents?.[index];
      return content?.is === 'value' ? (content.value as T) : undefined;
    });
  };
  return {
    get: async (id) => (await getMany([id]))[0],
    getMany,
    getSurely,
    set: (id, value) => change([changeOf(record(id, value))]),
    record,
    delete: (ids) => change(ids.map((id) => ({ key: keyOf(id), text: undefined, expires: 0 }))),
  };
};

/** What a record becomes in the database. */
export const changeOf = ({ key, value, ttl }: StoreRecord): Change => {
  const expires = Math.ceil(Date.now() + ttl);
  return { key, text: writeRow(value, expires), expires };
};
