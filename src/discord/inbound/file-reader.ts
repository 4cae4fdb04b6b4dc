import type { ReadFiles } from '../../conversation/turns/question.ts';
import type { FileReading } from '../../media/file-reading.ts';
import type { SentFile } from '../../media/sent-file.ts';

/** Fetches and reads files, in their order. It never rejects; aborting `signal` gives up the rest. */
export type FileReader = { read(files: readonly SentFile[], signal: AbortSignal): Promise<FileReading> };

/** How the files of a question are read once it's asked; nothing if it has none. */
export const makeReadFiles = (reader: FileReader, files: readonly SentFile[]): ReadFiles | undefined =>
  files.length === 0 ? undefined : (signal) => reader.read(files, signal);
