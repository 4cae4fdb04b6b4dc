import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, and the missing ones above it. Node's `recursive` isn't used: it never ends in a file system such as
 * `/proc`, which answers "no such folder" when one is made in a folder that exists.
 *
 * @throws the file system's error if the folder can't be made, or if a file is in its place.
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

/** If the folder exists already, no error counts. */
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
