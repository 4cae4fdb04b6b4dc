import { systemClock } from '../base/clock.ts';
import type { Change } from './database.ts';
import type { DatabaseAccess } from './database-access.ts';
import type { Quarantine } from './quarantine.ts';
import { decodeRecord, encodeRecord, type RecordContent, type VersionedValue } from './record-text.ts';
import { retryWhenBack, UnreadableRecordError } from './store-errors.ts';

/** One kind of record: its name, the version of its shape, and how long a record lives after each write. */
export type RecordKind = { name: string; version: number; lifetime: number };

/**
 * The records of one kind, by id. A record that is missing, expired or of an older version is `undefined`. Nothing is
 * ever `undefined` because it couldn't be read: code that took that for an empty store would overwrite what is there.
 */
export type Shelf<T> = {
  /**
   * @throws {StoreUnavailableError} if the store can't be asked; {@link UnreadableRecordError} for a record of an
   *   unknown version.
   */
  get(id: string): Promise<T | undefined>;
  /** @throws like `get`, even if only one of the records is the reason. */
  getMany(ids: string[]): Promise<(T | undefined)[]>;
  /**
   * Like `getMany`, but a record of an unknown version is `undefined`, so that it doesn't hide the others.
   *
   * @throws {StoreUnavailableError} if the store can't be asked.
   */
  getReadable(ids: string[]): Promise<(T | undefined)[]>;
  /**
   * Like `getReadable`, but waits for a store that is unavailable. @throws {StoreUnavailableError} if the store is
   * closed.
   */
  getPatiently(ids: string[]): Promise<(T | undefined)[]>;
  /**
   * The record, if it can be read just now. Only for shortcuts, because finding nothing doesn't mean that it's missing.
   */
  getOrNothing(id: string): Promise<T | undefined>;
  /** Like `Store.write`. It lives for `ttl` milliseconds, by default as long as its kind. */
  set(id: string, value: T, ttl?: number): Promise<void>;
  /** Like `set`, but rejects unless the record is in the database. @throws {NotStoredError} */
  setSurely(id: string, value: T): Promise<void>;
  /** Makes a record that `Store.write` can write together with others. */
  record(id: string, value: T, ttl?: number): StoreRecord;
  /** Makes what `Store.write` deletes together with writing others. */
  removal(id: string): StoreRecord;
  /** Like `Store.write`. */
  delete(ids: string[]): Promise<void>;
  /** Like `delete`, but rejects unless the records are gone. @throws {NotStoredError} */
  deleteSurely(ids: string[]): Promise<void>;
  /**
   * All records whose ids begin so, except those that can't be read and those that still wait to be written.
   *
   * @throws like `Store.list`.
   */
  each(prefix?: string): AsyncIterable<{ id: string; value: T }>;
  /** Like `Store.waitUntilBack`. */
  waitUntilBack(): Promise<void>;
};

/** A record with its key and its lifetime in milliseconds, ready for the database; or a key whose record goes. */
export type StoreRecord = { key: string; value: VersionedValue; ttl: number } | { key: string; value: undefined };

type Parts = {
  access: DatabaseAccess;
  aside: Quarantine;
  /** The rows whose keys begin so. */
  list(prefix: string): AsyncIterable<{ key: string; text: string }>;
  /** Makes changes; with `surely`, they must be in the database. */
  change(changes: Change[], how?: 'surely'): Promise<void>;
};

/** Opens the shelf of a kind. Its records have keys made of its name, a colon, and their id. */
export const openShelf = <T>(
  { name, version, lifetime }: RecordKind,
  { access, aside, list, change }: Parts,
): Shelf<T> => {
  const keyOf = (id: string) => `${name}:${id}`;
  const record = (id: string, value: T, ttl = lifetime) => ({ key: keyOf(id), value: { version, value }, ttl });
  const gone = (ids: string[]) => ids.map((id) => toDeletion(keyOf(id)));
  const read = async (ids: string[]) => {
    const keys = ids.map(keyOf);
    const texts = await access.read(keys);
    return keys.map((key, index) => {
      const content = decodeRecord(texts[index], version);
      if (content.is === 'unreadable') aside.put(key, texts[index]);
      return content;
    });
  };
  const recordOf = (content: RecordContent) => (content.is === 'value' ? (content.value as T) : undefined);
  const getMany = async (ids: string[]) => {
    const contents = await read(ids);
    if (contents.some(({ is }) => is === 'unreadable')) throw new UnreadableRecordError();
    return contents.map(recordOf);
  };
  const waitUntilBack = () => access.waitUntilBack();
  const getReadable = async (ids: string[]) => (await read(ids)).map(recordOf);
  return {
    get: async (id) => (await getMany([id]))[0],
    getMany,
    getReadable,
    getPatiently: (ids) => retryWhenBack(waitUntilBack, () => getReadable(ids)),
    getOrNothing: async (id) => (await getReadable([id]).catch(() => []))[0],
    set: (id, value, ttl) => change([toChange(record(id, value, ttl))]),
    setSurely: (id, value) => change([toChange(record(id, value))], 'surely'),
    record,
    removal: (id) => ({ key: keyOf(id), value: undefined }),
    delete: (ids) => change(gone(ids)),
    deleteSurely: (ids) => change(gone(ids), 'surely'),
    each: (prefix = '') => readEach<T>(list(keyOf(prefix)), keyOf('').length, version),
    waitUntilBack,
  };
};

/** The records in rows that can be read. An id is what follows the first `start` characters of a key. */
async function* readEach<T>(rows: AsyncIterable<{ key: string; text: string }>, start: number, version: number) {
  for await (const { key, text } of rows) {
    const content = decodeRecord(text, version);
    if (content.is === 'value') yield { id: key.slice(start), value: content.value as T };
  }
}

/** The database change that deletes what is under a key. */
export const toDeletion = (key: string): Change => ({ key, text: undefined, expires: 0 });

/** The database change that writes a record, or deletes it. */
export const toChange = (record: StoreRecord): Change => {
  const { key } = record;
  if (record.value === undefined) return toDeletion(key);
  const expires = Math.ceil(systemClock.wall() + record.ttl);
  return { key, text: encodeRecord(record.value, expires), expires };
};
