import type { Logger } from 'pino';
import { systemClock } from '../base/clock.ts';
import type { DatabaseAccess } from './database-access.ts';

/** What cannot be read is kept for 30 days, under this and its key, for somebody to look at. */
const PREFIX = 'aside:';
const LIFETIME = 30 * 24 * 60 * 60_000;

/** What is read again and again is set aside once; after so many keys the oldest are forgotten. */
const MOST = 1_000;

/** Records that are of a newer version, or no records at all. Nobody stumbles over them, and nobody loses them. */
export class Quarantine {
  #access: DatabaseAccess;
  #log: Logger;
  #keys = new Set<string>();

  constructor(access: DatabaseAccess, log: Logger) {
    this.#access = access;
    this.#log = log;
  }

  /** Copies what is under a key. It is not moved: a newer Parley can still read it there, and it may just be changing. */
  put(key: string, text: unknown): void {
    if (this.#keys.has(key)) return;
    const [oldest = key] = this.#keys;
    if (this.#keys.size >= MOST) this.#keys.delete(oldest);
    this.#keys.add(key);
    this.#log.warn({ event: 'store.set_aside', key }, 'a record could not be read and was set aside');
    const copy = typeof text === 'string' ? text : String(text);
    void this.#access.write([{ key: PREFIX + key, text: copy, expires: systemClock.wall() + LIFETIME }]);
  }
}
