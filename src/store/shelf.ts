import { systemClock } from '../base/clock.ts';
import type { Change } from './database.ts';
import type { DatabaseAccess } from './database-access.ts';
import type { Quarantine } from './quarantine.ts';
import { decodeRecord, encodeRecord, type RecordContent, type VersionedValue } from './record-text.ts';
import { retryWhenBack, UnreadableRecordError } from './store-errors.ts';

/** One kind of record: its name, the version of its shape, and how long a record lives after it was written. */
export type RecordKind = { name: string; version: number; lifetime: number };

/**
 * The records of one kind, by id. A record that is missing, expired or of an older version is `undefined`. Nothing is
 * ever `undefined` because it could not be read: whoever took that for an empty store would write over what is there.
 */
export type Shelf<T> = {
  /** @throws {StoreUnavailableError} when the store cannot be asked, and {@link UnreadableRecordError} for a record of no version that we know. */
  get(id: string): Promise<T | undefined>;
  /** @throws {StoreUnavailableError} as `get` does, also if that is so of a single record. */
  getMany(ids: string[]): Promise<(T | undefined)[]>;
  /**
   * Like `getMany`, but a record of no known version is `undefined`: where one of them must not hide the others.
   *
   * @throws {StoreUnavailableError} when the store cannot be asked.
   */
  getReadable(ids: string[]): Promise<(T | undefined)[]>;
  /** Like `getReadable`, but it waits for a store that is away. @throws {StoreUnavailableError} when the store is closed. */
  getPatiently(ids: string[]): Promise<(T | undefined)[]>;
  /** What can be read just now. Only for what is a mere shortcut: nothing may be concluded from finding nothing. */
  getOrNothing(id: string): Promise<T | undefined>;
  /** Like `Store.write`. */
  set(id: string, value: T): Promise<void>;
  /** Like `set`, but it rejects unless the record is in the database then. @throws {NotStoredError} */
  setSurely(id: string, value: T): Promise<void>;
  /** A record to be written together with others, by `Store.write`. */
  record(id: string, value: T): StoreRecord;
  /** Like `Store.write`. */
  delete(ids: string[]): Promise<void>;
  /** Like `delete`, but it rejects unless the records are gone then. @throws {NotStoredError} */
  deleteSurely(ids: string[]): Promise<void>;
  /** Like `Store.waitUntilBack`. */
  waitUntilBack(): Promise<void>;
};

/** A record with its key and its lifetime in milliseconds, as it goes to the database. */
export type StoreRecord = { key: string; value: VersionedValue; ttl: number };

type Parts = {
  access: DatabaseAccess;
  aside: Quarantine;
  /** Makes changes; `surely` if only what is in the database counts. */
  change(changes: Change[], how?: 'surely'): Promise<void>;
};

/** The shelf of a kind. Its records are under its name, a colon, and their id. */
export const openShelf = <T>({ name, version, lifetime }: RecordKind, { access, aside, change }: Parts): Shelf<T> => {
  const keyOf = (id: string) => `${name}:${id}`;
  const record = (id: string, value: T) => ({ key: keyOf(id), value: { version, value }, ttl: lifetime });
  const gone = (ids: string[]) => ids.map((id) => ({ key: keyOf(id), text: undefined, expires: 0 }));
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
  const getReadable = async (ids: string[]) => (await read(ids)).map(recordOf);
  return {
    get: async (id) => (await getMany([id]))[0],
    getMany,
    getReadable,
    getPatiently: (ids) =>
      retryWhenBack(
        () => access.waitUntilBack(),
        () => getReadable(ids),
      ),
    getOrNothing: async (id) => (await getReadable([id]).catch(() => []))[0],
    set: (id, value) => change([toChange(record(id, value))]),
    setSurely: (id, value) => change([toChange(record(id, value))], 'surely'),
    record,
    delete: (ids) => change(gone(ids)),
    deleteSurely: (ids) => change(gone(ids), 'surely'),
    waitUntilBack: () => access.waitUntilBack(),
  };
};

/** What a record becomes in the database. */
export const toChange = ({ key, value, ttl }: StoreRecord): Change => {
  const expires = Math.ceil(systemClock.wall() + ttl);
  return { key, text: encodeRecord(value, expires), expires };
};
