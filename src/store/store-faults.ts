import { statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Diagnosis } from '../base/diagnosis.ts';
import { explainConnectError } from '../base/network-faults.ts';

/**
 * What is known of the file system that a SQLite file is on. A file system without any space, such as `/proc` and
 * `/sys`, isn't for files.
 */
export type Disk = { full: boolean; network: boolean; roomless?: boolean; isFolder?: boolean };

/** A file that is kept from SQLite: its file system doesn't answer, or it's a device, a pipe or a socket. */
export class FileFault extends Error {
  override name = 'FileFault';
  readonly what: 'silent' | 'irregular';

  constructor(what: 'silent' | 'irregular') {
    super(what === 'silent' ? 'the file system does not answer' : 'not a regular file');
    this.what = what;
  }
}

/**
 * Network file systems, by their magic numbers (`linux/magic.h`, `statfs(2)`). SQLite's log needs shared memory, which
 * they don't have.
 */
const NETWORK_SYSTEMS = [
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
  0x01021997, // 9P, as of virtual machines and WSL
  0x5346414f, // AFS
  0x00c36400, // Ceph
  0x65735546, // FUSE, as of sshfs
];

/** With fewer bytes than this there's no space for SQLite's log and its index. */
const ROOM = 256 * 1_024;

/** Inspects `file`, and the file system of the closest existing folder above it. */
export const inspectDisk = (file: string): Disk | undefined => {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    try {
      const { type, bavail, blocks, bsize } = statfsSync(folder);
      const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
      const roomless = blocks === 0;
      const full = !roomless && bavail * bsize < ROOM;
      return { full, network: NETWORK_SYSTEMS.includes(type), roomless, isFolder };
    } catch {
      if (folder === dirname(folder)) return undefined;
    }
  }
};

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

/** Explains why a SQLite file can't be used. `disk` is what is known of its file system. */
export const explainSqlite = (error: unknown, file: string, disk: Disk | undefined): Diagnosis => {
  const path = resolve(file);
  const wrong = (what: string) => `The store ${path}, which STORE_URL names, ${what}`;
  const code = codeOf(error);
  const result = typeof code === 'number' ? code & 0xff : code;
  const isUnclear = result === Result.io || result === Result.protocol || result === Result.cannotOpen;
  const isUnwritten = typeof code === 'number' && UNWRITTEN.includes(code);
  if (result === Result.full || result === 'ENOSPC' || result === 'EDQUOT' || isUnwritten || (isUnclear && disk?.full))
    return {
      wrong: wrong(`cannot be written: its disk is full${isUnwritten && !disk?.full ? ' or broken' : ''}`),
      remedy: `Make room on the disk of ${dirname(path)}, or set STORE_URL to a file on another disk.`,
      lasting: false,
    };
  if (result === Result.io || result === Result.protocol || result === Result.busy || result === Result.locked) {
    if (disk?.network)
      return {
        wrong: wrong('is on a network file system, on which SQLite does not work'),
        remedy: 'Set STORE_URL to a file on a disk of this machine, or to a redis:// or postgres:// server.',
        lasting: true,
      };
    if (result !== Result.io)
      return {
        wrong: wrong('is locked by another program'),
        remedy: 'Stop that program (a backup or a database browser, perhaps), or set STORE_URL to another file.',
        lasting: false,
      };
  }
  if (result === Result.noDatabase || result === Result.corrupt)
    return {
      wrong: wrong(result === Result.corrupt ? 'is damaged' : 'is not a SQLite database'),
      remedy: 'Restore it from a backup, move it away so that a new one is made, or set STORE_URL to another file.',
      lasting: true,
    };
  if (disk?.isFolder)
    return {
      wrong: wrong('is a folder and not a file'),
      remedy: `Name a file in it, for example STORE_URL=sqlite://${join(path, 'parley.sqlite')}.`,
      lasting: true,
    };
  if (result === Result.cannotOpen || result === Result.readOnly || typeof result === 'string') {
    const misnamed = disk?.roomless ? 'its folder is not for files' : MISNAMED[`${result}`];
    const why = misnamed ?? because(result);
    return {
      wrong: wrong(`cannot be ${result === Result.readOnly ? 'written' : 'opened or made'}${why && `: ${why}`}`),
      // Permissions don't fix a wrong name, and granting them anyway may do harm.
      remedy: misnamed
        ? ELSEWHERE
        : `Let the user that runs Parley write to ${dirname(path)} and to the files in it, or s${ELSEWHERE.slice(1)}`,
      lasting: true,
    };
  }
  return {
    wrong: wrong(`cannot be used: ${error instanceof Error ? error.message : error}`),
    remedy: 'Check its disk, or set STORE_URL to another file.',
    lasting: false,
  };
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

const because = (result: unknown): string => {
  if (result === 'EACCES' || result === 'EPERM' || result === Result.readOnly) return 'permission is denied';
  if (result === 'EROFS') return 'its disk is read-only';
  return '';
};

/** The result code of SQLite or the error code of the file system, wherever it is among the causes. */
const codeOf = (error: unknown): number | string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode;
  if ('code' in error && typeof error.code === 'string' && error.code !== 'ERR_SQLITE_ERROR') return error.code;
  return codeOf(error.cause);
};

const explainFault = ({ what }: FileFault, file: string): Diagnosis => {
  const store = `The store ${resolve(file)}, which STORE_URL names,`;
  if (what === 'irregular') return { wrong: `${store} is not a regular file`, remedy: ELSEWHERE, lasting: true };
  return {
    wrong: `${store} cannot be opened: its disk does not answer`,
    remedy: 'Check that disk (a network mount may be dead), or set STORE_URL to a file on another one.',
    lasting: false,
  };
};

/** What Redis and PostgreSQL refuse for good, and the part of STORE_URL that is to blame. */
const REFUSALS: [said: RegExp, wrong: string, remedy: string][] = [
  [
    /^(?:28P01|28000)$|WRONGPASS|NOAUTH|invalid username-password|without any password|client password must be|password authentication/i,
    'does not accept the name and password in STORE_URL',
    'Check both (redis://NAME:PASSWORD@HOST, postgres://NAME:PASSWORD@HOST/DATABASE), with special characters written as %23 for # and so on.',
  ],
  [/^3D000$/, 'has no such database', 'Create the database, or name another one at the end of STORE_URL.'],
  [
    /^42501$|NOPERM/,
    'does not allow the user in STORE_URL to store anything',
    'Give that user the right to create tables (PostgreSQL) or to run EVAL, GET, SET and DEL on parley* (Redis).',
  ],
  [/READONLY|^25006$/, 'is read-only', 'Name the primary server in STORE_URL, not a replica.'],
  [
    /does not support SSL|ERR_SSL|EPROTO|wrong version number/i,
    'is not reached in the way that STORE_URL says',
    'Use rediss:// (Redis) or ?sslmode=require (PostgreSQL) where the server speaks TLS, and only there.',
  ],
  [
    /CERT|ALTNAME|UNABLE_TO_VERIFY/,
    'has a certificate that is not trusted',
    'Name the file of its certificate authority in NODE_EXTRA_CA_CERTS, and the host in STORE_URL as the certificate does.',
  ],
];

/** Explains why the server that `url` names can't be used. Of its address, only host and port are shown. */
export const explainServer = (error: unknown, url: string): Diagnosis => {
  const { code, message } = describeError(error);
  const at = `The store at ${hostOf(url)}, which STORE_URL names,`;
  const refusal = REFUSALS.find(([said]) => said.test(code) || said.test(message));
  if (refusal) return { wrong: `${at} ${refusal[1]}`, remedy: refusal[2], lasting: true };
  const found = explainConnectError(error, { name: 'the store', url, setting: 'STORE_URL', isSet: true });
  if (found)
    return {
      wrong: `The store that STORE_URL names cannot be used: ${found.seen}`,
      remedy: found.remedy,
      lasting: false,
    };
  return {
    wrong: `${at} does not work: ${message || code}`,
    remedy: 'Check that the server runs and can be reached from here, and check the host and the port in STORE_URL.',
    lasting: false,
  };
};

/** Explains why the store that `url` names can't be used. */
export const explainStore = (error: unknown, url: string): Diagnosis => {
  if (!url.startsWith('sqlite:')) return explainServer(error, url);
  const file = url.slice('sqlite://'.length);
  // A file system that doesn't answer isn't asked again.
  if (error instanceof FileFault) return explainFault(error, file);
  return explainSqlite(error, file, inspectDisk(file));
};

const describeError = (error: unknown): { code: string; message: string } => {
  if (!(error instanceof Error)) return { code: '', message: `${error}` };
  if (error.cause instanceof Error && !('code' in error)) return describeError(error.cause);
  return { code: 'code' in error ? `${error.code}` : '', message: error.message };
};

const hostOf = (url: string): string => {
  if (!URL.canParse(url)) return url.slice(0, url.indexOf(':'));
  const { protocol, host, searchParams } = new URL(url);
  return host || (searchParams.get('host') ?? protocol.slice(0, -1));
};
