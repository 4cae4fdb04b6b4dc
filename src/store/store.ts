import type { Logger } from 'pino';
import { systemClock } from '../base/clock.ts';
import { toStartError } from '../base/diagnosis.ts';
import { type DatabaseAccessOptions, USUAL_ACCESS } from './access-options.ts';
import type { StoreHealth } from './availability.ts';
import type { Change, Database } from './database.ts';
import { DatabaseAccess } from './database-access.ts';
import { type Lease, type LeaseOptions, Leases, USUAL_LEASES } from './leases.ts';
import { openDatabase } from './open-database.ts';
import { Quarantine } from './quarantine.ts';
import { openShelf, type RecordKind, type Shelf, type StoreRecord, toChange } from './shelf.ts';
import { LeaseLostError } from './store-errors.ts';
import { explainStore } from './store-faults.ts';

export type { RecordKind, Shelf, StoreRecord };

/** Keeps everything that must outlive the process. */
export type Store = {
  shelf<T>(kind: RecordKind): Shelf<T>;
  /**
   * Writes records of any kinds at once: after a crash all of them are there, or none. Resolves when they're in the
   * database. While that is unavailable, they're queued and can be read, and it resolves at once; what doesn't fit is
   * lost and logged.
   */
  write(records: StoreRecord[]): Promise<void>;
  /**
   * The same store, but everything is written under the lease that `lease` returns at the time, if it returns one. It
   * may take a while, because it may have to find out who holds the lease, and rejects if that isn't this process.
   *
   * Nothing is written once another process has taken the lease: the database checks that while it writes. Writes then
   * throw a {@link LeaseLostError}. A record that was already queued is dropped, and logged.
   */
  under(lease: () => Promise<Lease | undefined>): Shelves;
  /**
   * Resolves when the database can be asked, at once unless it's unavailable. @throws {StoreUnavailableError} if the
   * store is closed.
   */
  waitUntilBack(): Promise<void>;
  /** Opens leases in this database. A process needs only one `Leases`, which renews all of its leases together. */
  leases(options?: Partial<LeaseOptions>): Leases;
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

/** The part of a store that keeps records. */
type Shelves = Pick<Store, 'shelf' | 'write' | 'waitUntilBack'>;

/**
 * Opens the store that `url` names: `sqlite://`, `redis://`, `rediss://`, `postgres://` or `memory:`. It opens even if
 * its server can't be reached. The store is then unavailable, as it may become at any later time (see
 * `DatabaseAccess`), and its `trouble` says why.
 *
 * Lifetimes of records use the system's clock, as the databases do; `clock` is for everything that waits.
 *
 * @throws an error that says what to do if the store can't be opened at all; {@link ConfigError} if that won't change
 *   by itself, for example because the server refuses the password or the file can't be written.
 */
export const openStore = async (url: string, log: Logger, options: StoreOptions = {}): Promise<Store> => {
  const failed = (error: unknown) => toStartError(explainStore(error, url), error);
  const database = await openDatabase(url, options.clock ?? systemClock).catch((error) => {
    throw failed(error);
  });
  const store = await makeStore(database, log, options);
  const trouble = store.trouble();
  if (trouble === undefined || !explainStore(trouble, url).lasting) return store;
  await store.close();
  throw failed(trouble);
};

/** Makes a store on a database that is already open. */
export const makeStore = async (database: Database, log: Logger, options: StoreOptions = {}): Promise<Store> => {
  const { clock = systemClock } = options;
  const access = new DatabaseAccess(database, { ...USUAL_ACCESS, ...options, clock, log });
  await access.open();
  const aside = new Quarantine(access, log);
  const issued: Leases[] = [];
  const change = async (changes: Change[], lease: Lease | undefined, how?: 'surely') => {
    if (lease && !lease.held) throw new LeaseLostError();
    const fence = lease && { id: lease.id, fence: lease.fence };
    if (changes.length > 0) await (how ? access.writeSurely(changes, fence) : access.write(changes, fence));
  };
  const under: Store['under'] = (lease) => ({
    shelf: (kind) =>
      openShelf(kind, { access, aside, change: async (changes, how) => change(changes, await lease(), how) }),
    write: async (records) => change(records.map(toChange), await lease()),
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
    health: () => access.health,
    trouble: () => access.trouble,
    // The next holder of a lease must find what was written under it.
    close: () => access.close(() => Promise.all(issued.map((leases) => leases.close()))),
  };
};
