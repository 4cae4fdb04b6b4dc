import type { ReadFiles } from '../../conversation/turns/question.ts';
import type { FileReading } from '../../media/file-reading.ts';
import type { SentFile } from '../../media/sent-file.ts';

/** Fetches and reads files. `read` does it in their order, and never rejects; aborting `signal` gives up the rest. */
export type FileReader = {
  read(files: readonly SentFile[], signal: AbortSignal): Promise<FileReading>;
  /** Fetches one file as it is. @throws UserError that says why it can't be */
  fetch(file: SentFile): Promise<Buffer>;
  /** The middle of a picture as a square JPEG; nothing if it's no picture. @throws UserError that says why it can't be read */
  readSquare(file: SentFile, side: number): Promise<Buffer | undefined>;
};

/** How the files of a question are read once it's asked; nothing if it has none. */
export const makeReadFiles = (reader: FileReader, files: readonly SentFile[]): ReadFiles | undefined =>
  files.length === 0 ? undefined : (signal) => reader.read(files, signal);
