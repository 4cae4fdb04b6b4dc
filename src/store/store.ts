import { scheduler } from 'node:timers/promises';
import type { Logger } from 'pino';
import { systemClock } from '../base/clock.ts';
import { toStartError } from '../base/diagnosis.ts';
import { ConfigError } from '../base/errors.ts';
import { type DatabaseAccessOptions, USUAL_ACCESS } from './access-options.ts';
import { makeAdmittedDatabase } from './admitted-database.ts';
import type { StoreHealth } from './availability.ts';
import { makeCipher } from './cipher.ts';
import type { Change, Database, Fence, MeterTable, RowPage } from './database.ts';
import { DatabaseAccess } from './database-access.ts';
import { type LeaseOptions, Leases, USUAL_LEASES } from './leases.ts';
import { openDatabase } from './open-database.ts';
import { Quarantine } from './quarantine.ts';
import { makeSealedDatabase } from './sealed-database.ts';
import { openShelf, type RecordKind, type Shelf, type StoreRecord, toChange, toDeletion } from './shelf.ts';
import { LeaseLostError } from './store-errors.ts';
import { explainStore } from './store-faults.ts';

export type { RecordKind, Shelf, StoreRecord };

/** Keeps everything that must outlive the process. */
export type Store = MeterTable & {
  shelf<T>(kind: RecordKind): Shelf<T>;
  /**
   * Writes and deletes records of any kinds at once: after a crash all of them are there, or none. Resolves when they're in the
   * database. While that is unavailable, they're queued and can be read, and it resolves at once; what doesn't fit is
   * lost and logged.
   */
  write(records: StoreRecord[]): Promise<void>;
  /** Like `write`, but rejects unless all of them are in the database. @throws {NotStoredError} */
  writeSurely(records: StoreRecord[]): Promise<void>;
  /**
   * The same store, but everything is written under the lease that `right` returns at the time, if it returns one. It
   * may take a while, because it may have to find out who holds the lease, and rejects if that isn't this process.
   *
   * Nothing is written once another process has taken the lease: the database checks that while it writes. Writes then
   * throw a {@link LeaseLostError}. A record that was already queued is dropped, and logged.
   */
  under(right: () => Promise<WriteRight | undefined>): Shelves;
  /**
   * Resolves when the database can be asked, at once unless it's unavailable. @throws {StoreUnavailableError} if the
   * store is closed.
   */
  waitUntilBack(): Promise<void>;
  /** Opens leases in this database. A process needs only one `Leases`, which renews all of its leases together. */
  leases(options?: Partial<LeaseOptions>): Leases;
  /**
   * The rows whose keys begin so, but not those that still wait to be written. Between pages others have a turn.
   *
   * @throws {StoreUnavailableError} if the store can't be asked, in the middle as well.
   */
  list(prefix: string): AsyncIterable<RowPage['rows'][number]>;
  /** Deletes whatever is under these keys, readable or not. @throws {NotStoredError} unless it's gone. */
  deleteKeys(keys: string[]): Promise<void>;
  /**
   * Removes for good what was deleted, which some databases keep in their files until then.
   *
   * @throws {StoreUnavailableError}
   */
  purge(): Promise<void>;
  /** Settles, with the reason, if it turns out that what is stored was sealed with a key that isn't there. */
  refused: Promise<ConfigError>;
  health(): StoreHealth;
  /** The error with which the database became unavailable, as long as it is; see `explainStore`. */
  trouble(): unknown;
  /** Writes what is queued if that's possible soon, releases leases, and closes. It takes two seconds at most. */
  close(): Promise<void>;
};

/**
 * Where time comes from, by default the system, and who is told when the store becomes unavailable. The patience with
 * the database is the usual one.
 */
type StoreOptions = Partial<Omit<DatabaseAccessOptions, 'log'>>;

/** The lease under which something is written, or only its number where nobody can know whether it's held. */
type WriteRight = Fence & { readonly held?: boolean };

/** The part of a store that keeps records. */
type Shelves = Pick<Store, 'shelf' | 'write' | 'writeSurely' | 'waitUntilBack'>;

/**
 * Opens the store that `url` names: `sqlite://`, `redis://`, `rediss://`, `postgres://` or `memory:`. It opens even if
 * its server can't be reached. The store is then unavailable, as it may become at any later time (see
 * `DatabaseAccess`), and its `trouble` says why.
 *
 * Lifetimes of records use the system's clock, as the databases do; `clock` is for everything that waits.
 *
 * With `storeKeys`, of 32 bytes each and the newest first, what is stored is sealed. If the store is unavailable, whether it
 * was sealed with one of them is found out as soon as it's there, and nothing is read or written before; see `refused`.
 *
 * @throws an error that says what to do if the store can't be opened at all; {@link ConfigError} if that won't change
 *   by itself, for example because the server refuses the password or the file can't be written.
 */
export const openStore = async (
  url: string,
  log: Logger,
  { storeKeys = [], ...options }: StoreOptions & { storeKeys?: readonly Buffer[] } = {},
): Promise<Store> => {
  const failed = (error: unknown) => toStartError(explainStore(error, url), error);
  const database = await openDatabase(url, options.clock ?? systemClock).catch((error) => {
    throw failed(error);
  });
  const store = await makeSealedStore(database, log, { ...options, storeKeys });
  const trouble = store.trouble();
  if (trouble === undefined || !(trouble instanceof ConfigError || explainStore(trouble, url).lasting)) return store;
  await store.close();
  throw trouble instanceof ConfigError ? trouble : failed(trouble);
};

/** Makes a store on a database that is already open, and seals what is stored if there are keys; see {@link openStore}. */
export const makeSealedStore = async (
  database: Database,
  log: Logger,
  { storeKeys = [], ...options }: StoreOptions & { storeKeys?: readonly Buffer[] } = {},
): Promise<Store> => {
  const cipher = makeCipher(storeKeys);
  const refusal = Promise.withResolvers<ConfigError>();
  const sealed = makeSealedDatabase(database, cipher);
  const admitted = makeAdmittedDatabase(database, sealed, { cipher, onRefusal: refusal.resolve });
  return { ...(await makeStore(admitted, log, options)), refused: refusal.promise };
};

/** What nobody has sealed is refused by nobody. */
const NEVER = new Promise<never>(() => {});

/** Makes a store on a database that is already open. */
export const makeStore = async (database: Database, log: Logger, options: StoreOptions = {}): Promise<Store> => {
  const { clock = systemClock } = options;
  const access = new DatabaseAccess(database, { ...USUAL_ACCESS, ...options, clock, log });
  await access.open();
  const aside = new Quarantine(access, log);
  const issued: Leases[] = [];
  const change = async (changes: Change[], right: WriteRight | undefined, how?: 'surely') => {
    if (right?.held === false) throw new LeaseLostError();
    const fence = right && { id: right.id, fence: right.fence };
    if (changes.length > 0) await (how ? access.writeSurely(changes, fence) : access.write(changes, fence));
  };
  const list = (prefix: string) => readPages((cursor) => access.askNow(() => database.list(prefix, cursor)));
  const under: Store['under'] = (right) => ({
    shelf: (kind) =>
      openShelf(kind, { access, aside, list, change: async (changes, how) => change(changes, await right(), how) }),
    write: async (records) => change(records.map(toChange), await right()),
    writeSurely: async (records) => change(records.map(toChange), await right(), 'surely'),
    waitUntilBack: () => access.waitUntilBack(),
  });
  return {
    ...under(async () => undefined),
    under,
    leases: (wanted) => {
      const leases = new Leases({ access, database, clock, log }, { ...USUAL_LEASES, ...wanted });
      issued.push(leases);
      return leases;
    },
    raise: (changes) => access.askNow(() => database.raise(changes)),
    readMeters: (keys) => access.askNow(() => database.readMeters(keys)),
    list,
    deleteKeys: (keys) => change(keys.map(toDeletion), undefined, 'surely'),
    purge: () => purgeAll(() => access.askNow(() => database.purge())),
    refused: NEVER,
    health: () => access.health,
    trouble: () => access.trouble,
    // The next holder of a lease must find what was written under it.
    close: () => access.close(() => Promise.all(issued.map((leases) => leases.close()))),
  };
};

const purgeAll = async (purge: () => Promise<boolean>): Promise<void> => {
  while (await purge()) await scheduler.yield();
};

/** The rows of all pages. Some databases answer at once, so whatever else waits has a turn after each page. */
async function* readPages(readPage: (cursor?: string) => Promise<RowPage>) {
  let cursor: string | undefined;
  do {
    const { rows, next } = await readPage(cursor);
    // Delegating to an array would make several promises for each row.
    for (const row of rows) yield row;
    cursor = next;
    await scheduler.yield();
  } while (cursor !== undefined);
}
