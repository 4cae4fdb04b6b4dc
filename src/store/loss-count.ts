import type { Logger } from 'pino';
import type { StoreHealth } from './availability.ts';

/** Counts the changes that are lost. The log tells of the first one until the database is back. */
export class LossCount {
  readonly #log: Logger;
  #total = 0;
  #sinceReturn = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** All that were ever lost. */
  get total(): number {
    return this.#total;
  }

  /** Counts changes that are lost while the store `is` in that state. */
  add(changes: number, is: StoreHealth['is']): void {
    if (this.#sinceReturn === 0)
      this.#log.error(
        { event: 'store.lost', is },
        'too much waits for the store, or it is closed; what comes now is lost',
      );
    this.#total += changes;
    this.#sinceReturn += changes;
  }

  /** The database is back. Returns how many were lost since it was back before. */
  restart(): number {
    const lost = this.#sinceReturn;
    this.#sinceReturn = 0;
    return lost;
  }
}
