import type { Logger } from 'pino';
import { BoundedSet } from '../base/bounded-set.ts';
import { systemClock } from '../base/clock.ts';
import type { DatabaseAccess } from './database-access.ts';

/** Unreadable records are kept for 30 days under this prefix and their key, so that a person can look at them. */
const PREFIX = 'aside:';
const LIFETIME = 30 * 24 * 60 * 60_000;

/** A record that is read again and again is copied once. This is how many keys are remembered for that. */
const MOST = 1_000;

/** Records of a newer version, and values that aren't records at all. They don't disturb anyone, and they aren't lost. */
export class Quarantine {
  readonly #access: DatabaseAccess;
  readonly #log: Logger;
  readonly #keys = new BoundedSet<string>(MOST);

  constructor(access: DatabaseAccess, log: Logger) {
    this.#access = access;
    this.#log = log;
  }

  /**
   * Copies the value of a key. It isn't moved, because a newer Parley can still read it there, and may be changing it
   * just now.
   */
  put(key: string, text: unknown): void {
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.#log.warn({ event: 'store.set_aside', key }, 'a record could not be read and was set aside');
    const copy = typeof text === 'string' ? text : String(text);
    void this.#access.write([{ key: PREFIX + key, text: copy, expires: systemClock.wall() + LIFETIME }]);
  }
}
