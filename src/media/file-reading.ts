import type { Text } from '../text/text.ts';
import type { ReadFile } from './bridge/read-file.ts';

/** What became of the files of one question. */
export type FileReading = {
  /** Those that were read, in the order in which they were sent, the question's own before those that it's about. */
  files: readonly ReadFile[];
  /** What people must know: which files weren't read or were cut, and why. Each sentence names its file. */
  remarks: readonly Text[];
  /** Lets go of the bytes, which count against those of the whole process until then. It may be called again. */
  release(): void;
};
