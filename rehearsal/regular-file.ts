import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** What people read instead of an error code; other codes are shown as they are. */
const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'is a folder',
  EACCES: 'you are not allowed to do that',
  EPERM: 'you are not allowed to do that',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the link leads nowhere',
};

/** An error that names the file and says in words why it could not be used. */
export const explainUnusable = (path: string, error: unknown, reasons: Record<string, string> = {}): Error => {
  const { code = '' } = error as NodeJS.ErrnoException;
  return new Error(`${path}: ${reasons[code] ?? REASONS[code] ?? code}.`, { cause: error });
};

/**
 * Reads a regular file of at most `most` bytes. It doesn't wait for a pipe or a device.
 *
 * @throws an error that names the file and says why it isn't read.
 */
export const readRegular = async (path: string, most: number): Promise<Buffer> => {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error) => {
    throw explainUnusable(path, error);
  });
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) throw explainUnusable(path, { code: 'EISDIR' });
    if (!stats.isFile()) throw new Error(`${path}: is not a regular file.`);
    if (stats.size === 0) throw new Error(`${path}: is empty.`);
    if (stats.size > most)
      throw new Error(`${path}: is too big (${megabytes(stats.size)}, at most ${megabytes(most)}).`);
    // No more than that is read, even if the file grows meanwhile.
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(stats.size), 0, stats.size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
