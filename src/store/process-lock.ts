import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../base/clock.ts';

/** A file this old has been locked long ago if its process is alive. In milliseconds. */
const SETTLED = 60_000;

/** The file beside the store's that shows that the process of that name is alive. */
export const nameLockFile = (file: string, name: string): string => `${file}-owner-${name}`;

/**
 * Tells which processes on a SQLite file are alive. Each keeps a file of its own locked, and the system drops the lock
 * with the process, however it ends. So a process that starts after a crash needn't wait for the leases of the dead one.
 */
export class ProcessLock {
  readonly name = randomUUID();
  #prefix: string;
  #lock: DatabaseSync;

  /** `file` is the store's file; those of the processes are beside it. */
  constructor(file: string) {
    this.#prefix = nameLockFile(file, '');
    this.#lock = lockFile(this.#prefix + this.name);
    this.#tidy();
  }

  /** Whether the process of that name is alive. A suspended process is. */
  lives(name: string): boolean {
    return lives(this.#prefix + name);
  }

  /** Removes the files of processes that were killed. */
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

/** @throws if another process has it. */
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
