import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../base/clock.ts';
import { ConfigError } from '../base/errors.ts';
import { EXIT_CONFIG, loadOrEnd } from '../config.ts';
import { COPY_MARKS, findCopyTrouble } from '../store/copy-marks.ts';
import { readStoreSettings } from './present-store.ts';
import { removeControls } from './printable.ts';

const ELSEWHERE =
  'STORE_URL names a server, and "backup" is for SQLite. Use pg_dump for PostgreSQL, and "redis-cli --rdb FILE" for Redis or Valkey.';

/** How long to wait for a moment at which the file can be read, in milliseconds. */
const PATIENCE = 10_000;

/** Only who runs this may read what people said. */
const PRIVATE = 0o077;

/** How the name of a backup ends that is being written, or was when its program was killed. */
const PART = /\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.part$/;

/** A backup that nobody has written to for so long isn't being written any more, in milliseconds. */
const DEAD = 12 * 60 * 60_000;

/**
 * Writes what the database of STORE_URL holds at one moment into a new file, which is there whole or not at all. Parley may
 * run and write meanwhile. Resolves to the exit code.
 */
export const backUpStore = async (name: string): Promise<number> => {
  const { storeUrl } = loadOrEnd(readStoreSettings);
  const file = resolve(name);
  const shown = removeControls(file);
  if (!storeUrl.startsWith('sqlite:')) {
    console.error(ELSEWHERE);
    return EXIT_CONFIG;
  }
  if (existsSync(file)) {
    console.error(`There is something at ${shown} already. Name a file that isn’t there yet.`);
    return 1;
  }
  process.umask(PRIVATE);
  // Nobody else has a file of this name, which nobody could be asked about: a backup often runs at night.
  const part = `${file}.${randomUUID()}.part`;
  try {
    removeDeadParts(dirname(file));
    const records = writeCopy(storeUrl.slice('sqlite://'.length), part);
    renameSync(part, file);
    console.log(`${shown} has ${records.toLocaleString('en')} records. It’s as secret as the store is.`);
    return 0;
  } catch (error) {
    rmSync(part, { force: true });
    if (error instanceof ConfigError) {
      console.error(`No backup was made. ${error.message}`);
      return EXIT_CONFIG;
    }
    console.error(explain(error, shown));
    return 1;
  }
};

/** Removes what backups into a folder have left that were killed: it's as secret as the store, and nobody would look for it. */
const removeDeadParts = (folder: string): void => {
  // Without that folder nothing can be written either, which is said then.
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const path of names.filter((name) => PART.test(name)).map((name) => join(folder, name))) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && systemClock.wall() - found.mtimeMs > DEAD) rmSync(path, { force: true });
  }
};

/** @returns how many records it has. @throws {ConfigError} if it's half a copy; an error of SQLite or the file system */
const writeCopy = (from: string, to: string): number => {
  using source = new DatabaseSync(from, { timeout: PATIENCE });
  // One statement reads one state of the file, and nobody who writes there has to wait for it. What was deleted isn't taken along.
  source.prepare('VACUUM INTO ?').run(to);
  using copy = new DatabaseSync(to);
  const [check] = copy.prepare('PRAGMA integrity_check').all();
  if (check?.integrity_check !== 'ok') throw new Error('what was written is damaged');
  // Looked up here, because a copy may have begun there meanwhile.
  const find = copy.prepare("SELECT value FROM keyv WHERE namespace = 'parley' AND key = ? AND expires > ?");
  const [half] = COPY_MARKS.map((key) => find.get(key, systemClock.wall())?.value);
  const trouble = findCopyTrouble([half]);
  if (trouble) throw new ConfigError(`${trouble.wrong}. ${trouble.remedy}`);
  const counted = copy.prepare("SELECT count(*) AS records FROM keyv WHERE namespace = 'parley' AND expires > ?");
  const records = Number(counted.get(systemClock.wall())?.records);
  copy.close();
  const handle = openSync(to, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  return records;
};

/** It isn't known which of the two files is to blame. */
const explain = (error: unknown, file: string): string =>
  `No backup was made: ${error instanceof Error ? error.message : String(error)}. Check that the folder of ${file} is there, that you may write to it, that its disk has room, and STORE_URL.`;
