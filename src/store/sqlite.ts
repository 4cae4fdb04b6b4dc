import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { KeyvSqlite } from '@keyv/sqlite';
import { type Clock, startDeadline, systemClock, unlessAborted } from '../base/clock.ts';
import { makeFolder } from '../base/folder.ts';
import { type Change, type Database, type Fence, LEASE_MEMORY, NAMESPACE, SWEEP_INTERVAL } from './database.ts';
import { nameLockFile, ProcessLock } from './process-lock.ts';
import { sqliteDriver } from './sqlite-driver.ts';
import { FileFault } from './store-faults.ts';

/**
 * SQLite works on the event loop, so waiting for another process to finish its write holds up every channel. Writes take
 * well below a millisecond; whoever waits longer than this tries again later. In milliseconds.
 */
const BUSY = 100;

/** How long a file that is locked is tried, how long each try waits for the lock, and after how long it is tried again. */
const PATIENCE = 5_000;
const OPENING = 500;
const AGAIN = 100;

/** So many milliseconds a file system may take to answer at all; a mount may be dead. */
const SILENCE = 8_000;

/**
 * A change per element of a JSON array. One statement makes all of them or none, and looks at the fences at the same
 * moment. A key without a text gets an empty row that has already expired: nobody reads it, and it is swept.
 */
const WRITE = `
  INSERT INTO keyv (key, value, namespace, expires)
  SELECT value->>'key', coalesce(value->>'text', ''), '${NAMESPACE}', value->>'expires' FROM json_each(?)
  WHERE value->>'id' IS NULL
    OR EXISTS (SELECT 1 FROM parley_lease WHERE id = value->>'id' AND fence = value->>'fence')
  ON CONFLICT (key, namespace) DO UPDATE SET value = excluded.value, expires = excluded.expires
  RETURNING key`;

/** The row of a lease outlives the lease for a while, so that its holder may go on under its number. */
const LEASES = [
  `CREATE TABLE IF NOT EXISTS parley_lease
    (id TEXT PRIMARY KEY, fence INTEGER NOT NULL, expires INTEGER NOT NULL, owner TEXT NOT NULL) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS parley_lease_fence ON parley_lease (fence)',
];

/** A number is above all that there are, so it is above those that were forgotten: the highest one never is. */
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
 * The embedded store. It is in one file on one machine, so the system's clock is the judge of its leases.
 *
 * @throws what SQLite or the file system say when it cannot be opened or made; see `explainStore`.
 */
export const openSqlite = async (url: string, clock: Clock): Promise<Database> => {
  const file = url.slice('sqlite://'.length);
  await prepare(file);
  const keyv = await connect(url);
  const owner = await ownerOf(file).catch(async (error) => {
    await keyv.disconnect();
    throw error;
  });
  const query = async <Row>(text: string, ...values: unknown[]) => (await keyv.query(text, ...values)) as Row[];
  const prolong = async (leases: Fence[], expires: number) =>
    (await query<{ id: string }>(PROLONG, expires, JSON.stringify(leases))).map(({ id }) => id);
  const take = async (id: string, lifetime: number) => {
    const now = clock.now();
    return (await query<{ fence: number }>(TAKE, id, now + lifetime, owner.name, now))[0]?.fence;
  };
  /** Takes away what the holder of a lease had, if it is dead. */
  const inherit = async (id: string) => {
    const [holder] = await query<{ owner: string }>('SELECT owner FROM parley_lease WHERE id = ?', id);
    if (!holder || owner.lives(holder.owner)) return false;
    await query('UPDATE parley_lease SET expires = 0 WHERE owner = ?', holder.owner);
    return true;
  };
  const forget = () => query(FORGET, clock.now() - LEASE_MEMORY).catch(() => {});
  await forget();
  const sweeping = setInterval(forget, SWEEP_INTERVAL).unref();
  return {
    read: (keys) => keyv.getMany(keys),
    write: async (changes) => {
      const written = await query<{ key: string }>(WRITE, JSON.stringify(changes.map(flat)));
      return written.map(({ key }) => key);
    },
    take: async (id, lifetime) => (await take(id, lifetime)) ?? ((await inherit(id)) ? take(id, lifetime) : undefined),
    renew: (leases, lifetime) => prolong(leases, clock.now() + lifetime),
    release: async (leases) => void (await prolong(leases, clock.now())),
    reset: () => {},
    close: async () => {
      clearInterval(sweeping);
      owner.close();
      await keyv.disconnect();
    },
  };
};

/**
 * Makes the folder, and looks at what is there. SQLite would wait for ever for a file system that does not answer, all of the
 * process with it, and it leaves a journal beside a device.
 *
 * @throws a {@link FileFault}, or what the file system says.
 */
const prepare = async (file: string): Promise<void> => {
  // By the system's clock, as file systems are.
  using limit = startDeadline(systemClock, {
    ms: SILENCE,
    reason: new FileFault('silent'),
    signal: new AbortController().signal,
  });
  await unlessAborted(look(file), limit.signal);
};

const look = async (file: string): Promise<void> => {
  await makeFolder(dirname(file));
  const found = await statOf(file);
  if (found && !found.isFile() && !found.isDirectory()) throw new FileFault('irregular');
  // The longest name of those beside it.
  await statOf(nameLockFile(file, randomUUID()));
};

/** Nothing if there is nothing of that name. @throws what else the file system says. */
const statOf = (path: string) =>
  stat(path).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });

/**
 * Opens the file, and makes it if it is not there. Another process may be doing the same: then SQLite waits for it, but not
 * in the moment when both begin its log, where it fails at once.
 */
const connect = async (url: string): Promise<KeyvSqlite> => {
  const until = systemClock.now() + PATIENCE;
  for (;;) {
    const keyv = new KeyvSqlite({
      uri: url,
      driver: sqliteDriver,
      wal: true,
      // Nobody is held up yet.
      busyTimeout: OPENING,
      clearExpiredInterval: SWEEP_INTERVAL,
    });
    // Whoever asked learns of an error; this is for what the adapter does by itself, and an event nobody hears is thrown.
    keyv.on('error', () => {});
    keyv.namespace = NAMESPACE;
    try {
      await keyv.ready;
      // With WAL a crash of the process loses nothing; only a power cut may take the newest commits. Waiting for the disk
      // at each of them would hold up every channel, because SQLite works on the event loop.
      await keyv.query('PRAGMA synchronous = NORMAL');
      for (const statement of LEASES) await keyv.query(statement);
      await keyv.query(`PRAGMA busy_timeout = ${BUSY}`);
      return keyv;
    } catch (error) {
      await keyv.disconnect().catch(() => {});
      if (systemClock.now() > until || !/locked/.test(`${error}`)) throw error;
      // Not by the clock, whose sleep keeps no process alive: this one has nothing else yet.
      await pause(AGAIN);
    }
  }
};

/** Rejects where `ProcessLock` throws. */
const ownerOf = async (file: string): Promise<ProcessLock> => new ProcessLock(file);

const flat = ({ fence, ...change }: Change) => ({ ...change, ...fence });
