import { readFileSync } from 'node:fs';

const FOLDER = new URL('files/', import.meta.url);

/** A file of `files/`, which a program of others wrote: its bytes, of which each caller has its own. */
export const readSample = (path: string): Buffer => readFileSync(new URL(path, FOLDER));

/** What SOURCES.txt says of each file: its SHA-256 in hexadecimal and its size in bytes. */
export const listSamples = (): { path: string; sum: string; size: number }[] =>
  readSample('SOURCES.txt')
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [sum = '', size = '', path = ''] = line.split('  ');
      return { path, sum, size: Number(size) };
    });
