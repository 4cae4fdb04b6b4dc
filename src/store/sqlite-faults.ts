import { dirname, join, resolve } from 'node:path';
import type { Diagnosis } from '../base/diagnosis.ts';
import type { Disk } from './disk.ts';

/** A file that is kept from SQLite: its file system doesn't answer, or it's a device, a pipe or a socket. */
export class FileFault extends Error {
  override name = 'FileFault';
  readonly what: 'silent' | 'irregular';

  constructor(what: 'silent' | 'irregular') {
    super(what === 'silent' ? 'the file system does not answer' : 'not a regular file');
    this.what = what;
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html); an extended code has more in its higher bytes. */
const Result = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  protocol: 15,
  noDatabase: 26,
};

/** Extended codes of failed writes, for example over a quota: to the file, its sync, its size, its log's index. */
const UNWRITTEN = [3, 4, 6, 19].map((which) => (which << 8) | Result.io);

/**
 * What is known of a failure. `result` is SQLite's primary result code, or the file system's error code; `isUnwritten`
 * is whether a write failed although the file could be opened.
 */
type Failure = {
  result: number | string | undefined;
  isUnwritten: boolean;
  disk: Disk | undefined;
  path: string;
  message: string;
};

/** One cause: how it shows, what is wrong with the store because of it, and what to do. */
type Cause = {
  shows(failure: Failure): boolean;
  wrong(failure: Failure): string;
  remedy(failure: Failure): string;
  lasting: boolean;
};

const ELSEWHERE = 'Set STORE_URL to a file elsewhere (sqlite:///FOLDER/parley.sqlite).';

/** Names that no file can have, by the file system's error. */
const MISNAMED: Record<string, string> = {
  ENOTDIR: 'a part of its path is a file and not a folder',
  EEXIST: 'a part of its path is a file and not a folder',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'links in its path lead in a circle',
  EINVAL: 'its name is not allowed there',
};

/** A name that can't be used, where permissions wouldn't help. */
const findMisnaming = ({ result, disk }: Failure): string | undefined =>
  disk?.roomless ? 'its folder is not for files' : MISNAMED[`${result}`];

const isOne = (result: Failure['result'], ...codes: (number | string)[]): boolean =>
  result !== undefined && codes.includes(result);

/** The causes. The first one that shows counts, because an unclear code becomes clear by what is known of the disk. */
const CAUSES: readonly Cause[] = [
  {
    shows: ({ result, isUnwritten, disk }) =>
      isUnwritten ||
      isOne(result, Result.full, 'ENOSPC', 'EDQUOT') ||
      (isOne(result, Result.io, Result.protocol, Result.cannotOpen) && Boolean(disk?.full)),
    wrong: ({ isUnwritten, disk }) =>
      `cannot be written: its disk is full${isUnwritten && !disk?.full ? ' or broken' : ''}`,
    remedy: ({ path }) => `Make room on the disk of ${dirname(path)}, or set STORE_URL to a file on another disk.`,
    lasting: false,
  },
  {
    shows: ({ result, disk }) =>
      isOne(result, Result.io, Result.protocol, Result.busy, Result.locked) && Boolean(disk?.network),
    wrong: () => 'is on a network file system, on which SQLite does not work',
    remedy: () => 'Set STORE_URL to a file on a disk of this machine, or to a redis:// or postgres:// server.',
    lasting: true,
  },
  {
    shows: ({ result }) => isOne(result, Result.protocol, Result.busy, Result.locked),
    wrong: () => 'is locked by another program',
    remedy: () => 'Stop that program (a backup or a database browser, perhaps), or set STORE_URL to another file.',
    lasting: false,
  },
  {
    shows: ({ result }) => isOne(result, Result.noDatabase, Result.corrupt),
    wrong: ({ result }) => (result === Result.corrupt ? 'is damaged' : 'is not a SQLite database'),
    remedy: () => 'Restore it from a backup, move it away so that a new one is made, or set STORE_URL to another file.',
    lasting: true,
  },
  {
    shows: ({ disk }) => Boolean(disk?.isFolder),
    wrong: () => 'is a folder and not a file',
    remedy: ({ path }) => `Name a file in it, for example STORE_URL=sqlite://${join(path, 'parley.sqlite')}.`,
    lasting: true,
  },
  {
    shows: ({ result }) => isOne(result, Result.cannotOpen, Result.readOnly) || typeof result === 'string',
    wrong: (failure) => {
      const why = findMisnaming(failure) ?? explainDenial(failure);
      const verb = failure.result === Result.readOnly ? 'written' : 'opened or made';
      return `cannot be ${verb}${why && `: ${why}`}`;
    },
    // Permissions don't fix a wrong name, and granting them anyway may do harm.
    remedy: (failure) =>
      findMisnaming(failure)
        ? ELSEWHERE
        : `Let the user that runs Parley write to ${dirname(failure.path)} and to the files in it, or s${ELSEWHERE.slice(1)}`,
    lasting: true,
  },
];

const UNKNOWN: Cause = {
  shows: () => true,
  wrong: ({ message }) => `cannot be used: ${message}`,
  remedy: () => 'Check its disk, or set STORE_URL to another file.',
  lasting: false,
};

/** Why the file may not be written or made; empty if that isn't known. */
const explainDenial = ({ result }: Failure): string => {
  if (isOne(result, 'EACCES', 'EPERM', Result.readOnly)) return 'permission is denied';
  return result === 'EROFS' ? 'its disk is read-only' : '';
};

/** Explains why a SQLite file can't be used. `disk` is what is known of its file system. */
export const explainSqlite = (error: unknown, file: string, disk: Disk | undefined): Diagnosis => {
  const code = codeOf(error);
  const failure: Failure = {
    result: typeof code === 'number' ? code & 0xff : code,
    isUnwritten: typeof code === 'number' && UNWRITTEN.includes(code),
    disk,
    path: resolve(file),
    message: error instanceof Error ? error.message : `${error}`,
  };
  const { wrong, remedy, lasting } = CAUSES.find(({ shows }) => shows(failure)) ?? UNKNOWN;
  return {
    wrong: `The store ${failure.path}, which STORE_URL names, ${wrong(failure)}`,
    remedy: remedy(failure),
    lasting,
  };
};

/** Explains why a file is kept from SQLite. */
export const explainFileFault = ({ what }: FileFault, file: string): Diagnosis => {
  const store = `The store ${resolve(file)}, which STORE_URL names,`;
  if (what === 'irregular') return { wrong: `${store} is not a regular file`, remedy: ELSEWHERE, lasting: true };
  return {
    wrong: `${store} cannot be opened: its disk does not answer`,
    remedy: 'Check that disk (a network mount may be dead), or set STORE_URL to a file on another one.',
    lasting: false,
  };
};

/** The result code of SQLite or the error code of the file system, wherever it is among the causes. */
const codeOf = (error: unknown): number | string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode;
  if ('code' in error && typeof error.code === 'string' && error.code !== 'ERR_SQLITE_ERROR') return error.code;
  return codeOf(error.cause);
};
