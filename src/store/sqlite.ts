import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { KeyvSqlite } from '@keyv/sqlite';
import { type Clock, systemClock, within } from '../base/clock.ts';
import { makeFolder } from '../base/folder.ts';
import {
  type Change,
  type Database,
  type Fence,
  LEASE_MEMORY,
  type LeaseTable,
  NAMESPACE,
  PAGE,
  PURGE_PIECE,
  SWEEP_INTERVAL,
} from './database.ts';
import { nameLockFile, ProcessLock } from './process-lock.ts';
import { sqliteDriver } from './sqlite-driver.ts';
import { openSqliteDump } from './sqlite-dump.ts';
import { FileFault } from './sqlite-faults.ts';
import { FORGET_SQLITE_METERS, openSqliteMeters, SQLITE_METERS } from './sqlite-meters.ts';

/**
 * How long to wait for another process to finish its write, in milliseconds. SQLite blocks the event loop, so waiting
 * holds up every channel. Writes take well below a millisecond; if it takes longer than this, the write is retried
 * later.
 */
const BUSY = 100;

/** How long a locked file is retried, how long each try waits for the lock, and the pause between two tries. */
const PATIENCE = 5_000;
const OPENING = 500;
const AGAIN = 100;

/** How long a file system may take to answer at all, in milliseconds. A mount may be dead. */
const SILENCE = 8_000;

/**
 * One change for each element of a JSON array. One statement makes all of them or none, and checks the fences at the
 * same moment. A key without a text gets an empty row that has already expired: it's never read, and is deleted later.
 */
const WRITE = `
  INSERT INTO keyv (key, value, namespace, expires)
  SELECT value->>'key', coalesce(value->>'text', ''), '${NAMESPACE}', value->>'expires' FROM json_each(?)
  WHERE value->>'id' IS NULL
    OR EXISTS (SELECT 1 FROM parley_lease WHERE id = value->>'id' AND fence = value->>'fence')
  ON CONFLICT (key, namespace) DO UPDATE SET value = excluded.value, expires = excluded.expires
  RETURNING key`;

/** The row of a lease outlives the lease for a while, so that its holder can go on under its number. */
const TABLES = [
  `CREATE TABLE IF NOT EXISTS parley_lease
    (id TEXT PRIMARY KEY, fence INTEGER NOT NULL, expires INTEGER NOT NULL, owner TEXT NOT NULL) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS parley_lease_fence ON parley_lease (fence)',
  SQLITE_METERS,
];

/** A new number is above all existing ones, and the highest one is never deleted, so it's also above the deleted ones. */
const TAKE = `
  INSERT INTO parley_lease (id, fence, expires, owner)
  VALUES (?1, (SELECT coalesce(max(fence), 0) + 1 FROM parley_lease), ?2, ?3)
  ON CONFLICT (id) DO UPDATE SET fence = excluded.fence, expires = excluded.expires, owner = excluded.owner
  WHERE expires <= ?4 RETURNING fence`;

const FORGET = `
  DELETE FROM parley_lease WHERE expires < ? AND fence < (SELECT max(fence) FROM parley_lease)`;

const PROLONG = `
  UPDATE parley_lease SET expires = ?1
  WHERE (id, fence) IN (SELECT value->>'id', value->>'fence' FROM json_each(?2)) RETURNING id`;

/**
 * Texts are compared byte by byte, and no key begins with the last character that there is. There's one lower bound, because
 * SQLite goes through its index from only one of several, and would look at every row before the cursor again.
 */
const LIST = `
  SELECT key, value AS text FROM keyv
  WHERE namespace = '${NAMESPACE}' AND key >= max(?1, ?2) AND key <> ?2 AND key < ?1 || char(0x10FFFF)
    AND expires > ?3
  ORDER BY key LIMIT ${PAGE}`;

const PURGE = `
  DELETE FROM keyv WHERE rowid IN
    (SELECT rowid FROM keyv WHERE namespace = '${NAMESPACE}' AND expires < ? LIMIT ${PURGE_PIECE}) RETURNING key`;

/**
 * The embedded store. It's a file on one machine, so the system's clock judges its leases.
 *
 * @throws the error of SQLite or the file system if it can't be opened or created; see `explainStore`.
 */
export const openSqlite = async (url: string, clock: Clock): Promise<Database> => {
  const file = url.slice('sqlite://'.length);
  await prepare(file);
  const keyv = await connect(url);
  const owner = await ownerOf(file).catch(async (error) => {
    await keyv.disconnect();
    throw error;
  });
  const query: Query = async <Row>(text: string, ...values: unknown[]) => (await keyv.query(text, ...values)) as Row[];
  const forget = async () => {
    await query(FORGET, clock.now() - LEASE_MEMORY).catch(() => {});
    await query(FORGET_SQLITE_METERS, systemClock.wall()).catch(() => {});
  };
  await forget();
  const sweeping = setInterval(forget, SWEEP_INTERVAL).unref();
  return {
    ...openLeases(query, owner, clock),
    ...openSqliteMeters(query),
    read: (keys) => keyv.getMany(keys),
    write: async (changes) => {
      const written = await query<{ key: string }>(WRITE, JSON.stringify(changes.map(flat)));
      return written.map(({ key }) => key);
    },
    list: async (prefix, cursor = '') => {
      const rows = await query<{ key: string; text: string }>(LIST, prefix, cursor, systemClock.wall());
      const next = rows.length < PAGE ? undefined : rows.at(-1)?.key;
      return { rows, ...(next !== undefined && { next }) };
    },
    dump: openSqliteDump(query),
    purge: () => purge(query),
    reset: () => {},
    close: async () => {
      clearInterval(sweeping);
      owner.close();
      await keyv.disconnect();
    },
  };
};

/** Runs a statement, and returns its rows. */
type Query = <Row>(text: string, ...values: unknown[]) => Promise<Row[]>;

/** Removes some expired rows, and at last what the log beside the file has of them; see `Database.purge`. */
const purge = async (query: Query): Promise<boolean> => {
  if ((await query(PURGE, systemClock.wall())).length === PURGE_PIECE) return true;
  // If another process reads just now, the log stays, and the next purge empties it.
  await query('PRAGMA wal_checkpoint(TRUNCATE)');
  return false;
};

/** The leases of the process that holds the lock `owner`. */
const openLeases = (query: Query, owner: ProcessLock, clock: Clock): LeaseTable => {
  const prolong = async (leases: Fence[], expires: number) =>
    (await query<{ id: string }>(PROLONG, expires, JSON.stringify(leases))).map(({ id }) => id);
  const take = async (id: string, lifetime: number) => {
    const now = clock.now();
    return (await query<{ fence: number }>(TAKE, id, now + lifetime, owner.name, now))[0]?.fence;
  };
  /** Removes the lease of a holder that is dead. */
  const inherit = async (id: string) => {
    const [holder] = await query<{ owner: string }>('SELECT owner FROM parley_lease WHERE id = ?', id);
    if (!holder || owner.lives(holder.owner)) return false;
    await query('UPDATE parley_lease SET expires = 0 WHERE owner = ?', holder.owner);
    return true;
  };
  return {
    take: async (id, lifetime) => (await take(id, lifetime)) ?? ((await inherit(id)) ? take(id, lifetime) : undefined),
    renew: (leases, lifetime) => prolong(leases, clock.now() + lifetime),
    release: async (leases) => void (await prolong(leases, clock.now())),
  };
};

/**
 * Makes the folder, and inspects what is there. SQLite would block the whole process for ever in a file system that
 * doesn't answer, and it leaves a journal beside a device.
 *
 * @throws a {@link FileFault}, or the file system's error.
 */
const prepare = async (file: string): Promise<void> => {
  // By the system's clock, which file systems use too.
  if ((await within(systemClock, SILENCE, look(file))) === 'late') throw new FileFault('silent');
};

const look = async (file: string): Promise<void> => {
  await makeFolder(dirname(file));
  const found = await statOf(file);
  if (found && !found.isFile() && !found.isDirectory()) throw new FileFault('irregular');
  // The longest file name beside it.
  await statOf(nameLockFile(file, randomUUID()));
};

/** Nothing if there's no file of that name. @throws any other error of the file system. */
const statOf = (path: string) =>
  stat(path).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });

/**
 * Opens the file, or creates it. Another process may be doing the same: then SQLite waits for it, except in the moment
 * when both begin the log, where it fails at once.
 */
const connect = async (url: string): Promise<KeyvSqlite> => {
  const until = systemClock.now() + PATIENCE;
  for (;;) {
    const keyv = new KeyvSqlite({
      uri: url,
      driver: sqliteDriver,
      wal: true,
      // At this point nobody else is held up.
      busyTimeout: OPENING,
      clearExpiredInterval: SWEEP_INTERVAL,
    });
    // The caller learns of its errors. This is for what the adapter does by itself, because an error event without a
    // listener is thrown.
    keyv.on('error', () => {});
    keyv.namespace = NAMESPACE;
    try {
      await keyv.ready;
      // With WAL a crash of the process loses nothing; only a power cut may lose the newest commits. Waiting for the disk
      // at each commit would hold up every channel, because SQLite works on the event loop.
      await keyv.query('PRAGMA synchronous = NORMAL');
      // Otherwise a deleted row's words stay in the file until something else is written there.
      await keyv.query('PRAGMA secure_delete = ON');
      for (const statement of TABLES) await keyv.query(statement);
      await keyv.query(`PRAGMA busy_timeout = ${BUSY}`);
      return keyv;
    } catch (error) {
      await keyv.disconnect().catch(() => {});
      if (systemClock.now() > until || !/locked/.test(`${error}`)) throw error;
      // The clock isn't used, because its sleep keeps no process alive, and nothing else keeps this one alive yet.
      await pause(AGAIN);
    }
  }
};

/** Rejects where `ProcessLock` throws. */
const ownerOf = async (file: string): Promise<ProcessLock> => new ProcessLock(file);

const flat = ({ fence, ...change }: Change) => ({ ...change, ...fence });
