import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../base/clock.ts';

/** A file this old has long been locked if its process lives. In milliseconds. */
const SETTLED = 60_000;

/** The file by which the process of that name shows that it lives, beside the store's. */
export const nameLockFile = (file: string, name: string): string => `${file}-owner-${name}`;

/**
 * Tells which processes on a SQLite file live. Each keeps a file of its own locked, and the system drops the lock when
 * the process dies, however it dies. So a process that starts after a crash need not wait for leases of its predecessor.
 */
export class ProcessLock {
  readonly name = randomUUID();
  #prefix: string;
  #lock: DatabaseSync;

  /** `file` is that of the store; those of the processes are beside it. */
  constructor(file: string) {
    this.#prefix = nameLockFile(file, '');
    this.#lock = lockFile(this.#prefix + this.name);
    this.#tidy();
  }

  /** Whether the process of that name lives; a process that was stopped does. */
  lives(name: string): boolean {
    return lives(this.#prefix + name);
  }

  /** Removes what processes left that were killed. */
  #tidy(): void {
    const folder = dirname(this.#prefix);
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const made = name.startsWith(basename(this.#prefix)) && statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      if (made && made < systemClock.wall() - SETTLED && !lives(path)) rmSync(path, { force: true });
    }
  }

  close(): void {
    this.#lock.close();
    rmSync(this.#prefix + this.name, { force: true });
  }
}

const lives = (path: string): boolean => {
  if (!existsSync(path)) return false;
  try {
    lockFile(path).close();
    return false;
  } catch {
    return true;
  }
};

/** @throws when another process has it. */
const lockFile = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};
