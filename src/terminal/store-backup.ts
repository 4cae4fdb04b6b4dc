import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../base/clock.ts';
import { EXIT_CONFIG, loadOrEnd } from '../config.ts';
import { readStoreSettings } from './present-store.ts';
import { removeControls } from './printable.ts';

const ELSEWHERE =
  'STORE_URL names a server, and "backup" is for SQLite. Use pg_dump for PostgreSQL, and "redis-cli --rdb FILE" for Redis or Valkey.';

/** How long to wait for a moment at which the file can be read, in milliseconds. */
const PATIENCE = 10_000;

/** Only who runs this may read what people said. */
const PRIVATE = 0o077;

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
  const part = `${file}.part`;
  process.umask(PRIVATE);
  try {
    rmSync(part, { force: true });
    const records = writeCopy(storeUrl.slice('sqlite://'.length), part);
    renameSync(part, file);
    console.log(`${shown} has ${records.toLocaleString('en')} records. It’s as secret as the store is.`);
    return 0;
  } catch (error) {
    rmSync(part, { force: true });
    console.error(explain(error, shown));
    return 1;
  }
};

/** @returns how many records it has. @throws an error of SQLite or the file system */
const writeCopy = (from: string, to: string): number => {
  using source = new DatabaseSync(from, { timeout: PATIENCE });
  // One statement reads one state of the file, and nobody who writes there has to wait for it. What was deleted isn't taken along.
  source.prepare('VACUUM INTO ?').run(to);
  using copy = new DatabaseSync(to);
  const [check] = copy.prepare('PRAGMA integrity_check').all();
  if (check?.integrity_check !== 'ok') throw new Error('what was written is damaged');
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
