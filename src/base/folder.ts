import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, and those above it that are missing. Not by Node's `recursive`, which never ends in a file system that
 * answers "no such folder" when one is made in a folder that is there, as `/proc` does.
 *
 * @throws what the file system says when it cannot be made, or when a file is in its place.
 */
export const makeFolder = async (folder: string): Promise<void> => {
  const path = resolve(folder);
  try {
    await makeOne(path);
  } catch (error) {
    const above = dirname(path);
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT') || above === path) throw error;
    await makeFolder(above);
    await makeOne(path);
  }
};

/** It may be there already, whatever else would be wrong with making it. */
const makeOne = async (path: string): Promise<void> => {
  try {
    await mkdir(path);
  } catch (error) {
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isThere) throw error;
  }
};
