import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders are named after the process that made them, so that what a killed process left behind can be told. */
const PREFIX = 'parley-media-';

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is running, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Whether a folder belongs to a process that's gone. In a container each process may have the number of the one before it. */
const isLeft = async (name: string, path: string): Promise<boolean> => {
  const pid = Number.parseInt(name.slice(PREFIX.length), 10);
  if (!(pid > 0)) return false;
  if (pid !== process.pid) return !isRunning(pid);
  return (await stat(path)).mtimeMs < performance.timeOrigin;
};

/** Deletes what processes left behind that were killed while they had a file. A folder that can't be deleted stays. */
export const removeLeftFiles = async (folder = tmpdir()): Promise<void> => {
  const names = (await readdir(folder)).filter((name) => name.startsWith(PREFIX));
  await Promise.allSettled(
    names.map(async (name) => {
      const path = join(folder, name);
      if (await isLeft(name, path)) await rm(path, { recursive: true, force: true });
    }),
  );
};

/**
 * Keeps a file on disk while `use` lasts, for a program that can't read it from a pipe. Only this user can read it, and nothing
 * of its name is known to anybody else.
 */
export const withPrivateFile = async <T>(
  bytes: Uint8Array,
  use: (path: string) => Promise<T>,
  folder = tmpdir(),
): Promise<T> => {
  const own = await mkdtemp(join(folder, `${PREFIX}${process.pid}-`));
  try {
    const path = join(own, 'file');
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
    return await use(path);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
};
