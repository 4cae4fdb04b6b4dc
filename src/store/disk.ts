import { statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * What is known of the file system that a SQLite file is on. A file system without any space, such as `/proc` and
 * `/sys`, isn't for files.
 */
export type Disk = { full: boolean; network: boolean; roomless: boolean; isFolder: boolean };

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
