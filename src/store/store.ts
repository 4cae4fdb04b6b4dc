import type { Logger } from 'pino';
import { systemClock } from '../base/clock.ts';
import { toStartError } from '../base/diagnosis.ts';
import type { Change, Database } from './database.ts';
import { DatabaseAccess, type DatabaseAccessOptions, type StoreHealth } from './database-access.ts';
import { type Lease, type LeaseOptions, Leases } from './leases.ts';
import { openDatabase } from './open-database.ts';
import { Quarantine } from './quarantine.ts';
import { openShelf, type RecordKind, type Shelf, type StoreRecord, toChange } from './shelf.ts';
import { LeaseLostError } from './store-errors.ts';
import { explainStore } from './store-faults.ts';

export type { RecordKind, Shelf, StoreRecord };

/** Where everything is kept that must outlast the process. */
export type Store = {
  shelf<T>(kind: RecordKind): Shelf<T>;
  /**
   * Writes records of any kinds at once: after a crash all of them are there, or none. Resolves when they are in the
   * database. While it is away they are queued, can be read, and it resolves at once; what does not fit is lost and logged.
   *
   * With a lease nothing is written once another process took it: the database looks at it while it writes.
   *
   * @throws {LeaseLostError} when the lease is not held any more. A record that was only queued is then dropped and logged.
   */
  write(records: StoreRecord[], options?: { lease?: Lease }): Promise<void>;
  /**
   * The same store, in which all is written with the lease that there is then, if there is one. `lease` may take its time,
   * where it has to be found out who holds it, and rejects if that is not this process.
   */
  under(lease: () => Promise<Lease | undefined>): Shelves;
  /** Resolves when the database can be asked, at once if it is not away. @throws {StoreUnavailableError} when the store is closed. */
  waitUntilBack(): Promise<void>;
  /** Leases in this database. A process asks once, because those of one object are renewed together. */
  leases(options?: LeaseOptions): Leases;
  health(): StoreHealth;
  /** What the database said when it went away, as long as it is away; see `explainStore`. */
  trouble(): unknown;
  /** Writes what is queued, if it can be written soon, gives leases back, and leaves. It takes at most two seconds. */
  close(): Promise<void>;
};

/** The part of a store that keeps records. */
export type Shelves = Pick<Store, 'shelf' | 'write' | 'waitUntilBack'>;

/**
 * Opens the store that `url` names: `sqlite://`, `redis://`, `rediss://`, `postgres://` or `memory:`. A server that cannot
 * be reached does not keep it from opening: it is away then, as it may be at any later time (see `DatabaseAccess`), and its
 * `trouble` says why.
 *
 * Lifetimes of records are by the system's clock, as they are for the databases; `clock` is for everything that waits.
 *
 * @throws an error that says what to do when it cannot be opened at all; {@link ConfigError} when that will not change by
 *   itself: the server refuses the password, or the file may not be written, for example.
 */
export const openStore = async (
  url: string,
  log: Logger,
  options: Partial<Omit<DatabaseAccessOptions, 'log'>> = {},
): Promise<Store> => {
  const clock = options.clock ?? systemClock;
  const failed = (error: unknown) => toStartError(explainStore(error, url), error);
  const database = await openDatabase(url, clock).catch((error) => {
    throw failed(error);
  });
  const store = await makeStore(database, log, { ...options, clock });
  const trouble = store.trouble();
  if (trouble === undefined || !explainStore(trouble, url).lasting) return store;
  await store.close();
  throw failed(trouble);
};

/** A store on a database that is open already. */
export const makeStore = async (
  database: Database,
  log: Logger,
  { clock = systemClock, ...options }: Partial<Omit<DatabaseAccessOptions, 'log'>> = {},
): Promise<Store> => {
  const access = new DatabaseAccess(database, { ...options, clock, log });
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
    write: async (records, options) => change(records.map(toChange), options?.lease ?? (await lease())),
    waitUntilBack: () => access.waitUntilBack(),
  });
  return {
    ...under(async () => undefined),
    under,
    leases: (wanted) => {
      const leases = new Leases({ access, database, clock, log }, wanted);
      issued.push(leases);
      return leases;
    },
    health: () => access.health,
    trouble: () => access.trouble,
    // Whoever gets a lease next must find what was written under it.
    close: () => access.close(() => Promise.all(issued.map((leases) => leases.close()))),
  };
};
