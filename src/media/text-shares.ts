import { truncateLines } from './bridge/line-cut.ts';
import type { ReadFile } from './bridge/read-file.ts';

const textOf = (file: ReadFile): string => (file.is === 'text' || file.is === 'pages' ? file.text : '');

/**
 * How many bytes of `most` each of several texts may have: all get the same, and what a short one leaves is for the longer
 * ones.
 */
export const shareBytes = (sizes: readonly number[], most: number): number[] => {
  const shares = sizes.map(() => 0);
  let left = most;
  const order = [...sizes.keys()].toSorted((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
  for (const [done, index] of order.entries()) {
    const share = Math.min(sizes[index] ?? 0, Math.floor(left / (order.length - done)));
    shares[index] = share;
    left -= share;
  }
  return shares;
};

/** Cuts the texts of a question's files so that they have at most so many bytes together. */
export const shareText = (files: readonly ReadFile[], most: number): ReadFile[] => {
  const shares = shareBytes(
    files.map((file) => Buffer.byteLength(textOf(file))),
    most,
  );
  return files.map((file, index) => {
    if (file.is !== 'text' && file.is !== 'pages') return file;
    return { ...file, ...truncateLines(file.text, shares[index] ?? 0, file.cut?.total) };
  });
};
