import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Clock, within } from '../../base/clock.ts';
import { inspectDisk } from '../../store/disk.ts';
import { FileFault } from '../../store/sqlite-faults.ts';

/** How long a file system may take to answer, in milliseconds. A mount may be dead. */
const SILENCE = 4_000;

/**
 * Whether a store is a SQLite file that isn't there yet, but can be made. To open it would make it, and the doctor only looks.
 *
 * @throws the file system's error if it can't be made there; {@link FileFault} if nothing answers
 */
export const isUnmade = async (url: string, clock: Clock): Promise<boolean> => {
  if (!url.startsWith('sqlite://')) return false;
  const found = await within(clock, SILENCE, look(resolve(url.slice('sqlite://'.length))));
  if (found === 'late') throw new FileFault('silent');
  return found;
};

const look = async (file: string): Promise<boolean> => {
  if (await isThere(file)) return false;
  let folder = dirname(file);
  while (!(await isThere(folder))) folder = dirname(folder);
  await access(folder, constants.W_OK | constants.X_OK);
  const disk = inspectDisk(file);
  if (disk?.roomless || disk?.full)
    throw Object.assign(new Error('no room'), { code: disk.full ? 'ENOSPC' : 'ENOENT' });
  // Whether SQLite works there only shows when it's tried.
  return disk?.network !== true;
};

const isThere = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
};
