import { StoreUnavailableError } from './store-errors.ts';

/**
 * Whether the database can be used. If not, `trouble` is the error with which that began; the end of `back` is its end.
 */
type Condition = { is: 'here' } | { is: 'away'; trouble: unknown; back: PromiseWithResolvers<void> } | { is: 'closed' };

/**
 * The store's state. `queued` changes (`bytes` of them) wait for the database; `lost` ones didn't fit while it was
 * unavailable; `errors` is how often it failed or was too slow.
 */
export type StoreHealth = {
  is: Condition['is'];
  queued: number;
  bytes: number;
  lost: number;
  errors: number;
};

/** Whether the database can be used just now. */
export class Availability {
  #condition: Condition = { is: 'here' };
  #errors = 0;

  get is(): Condition['is'] {
    return this.#condition.is;
  }

  /** How often the database failed or was too slow. */
  get errors(): number {
    return this.#errors;
  }

  /** The error with which the database became unavailable, as long as it is. */
  get trouble(): unknown {
    return this.#condition.is === 'away' ? this.#condition.trouble : undefined;
  }

  /**
   * Resolves when the database can be asked, which is at once unless it's unavailable.
   *
   * @throws {StoreUnavailableError} if the store is closed.
   */
  async waitUntilBack(): Promise<void> {
    if (this.#condition.is === 'closed') throw makeClosedError();
    if (this.#condition.is === 'away') await this.#condition.back.promise;
  }

  /** The database failed or was too slow. Returns whether it has become unavailable by that. */
  noteFailure(trouble: unknown): boolean {
    this.#errors += 1;
    if (this.#condition.is !== 'here') return false;
    const back = Promise.withResolvers<void>();
    // It's rejected if the store is closed, also when nobody waits for it.
    back.promise.catch(() => {});
    this.#condition = { is: 'away', trouble, back };
    return true;
  }

  /** The database works. Returns whether it was unavailable. */
  noteReturn(): boolean {
    if (this.#condition.is !== 'away') return false;
    const { back } = this.#condition;
    this.#condition = { is: 'here' };
    back.resolve();
    return true;
  }

  /** The database can never be used again. */
  close(): void {
    const before = this.#condition;
    this.#condition = { is: 'closed' };
    if (before.is === 'away') before.back.reject(makeClosedError());
  }
}

const makeClosedError = (): StoreUnavailableError => new StoreUnavailableError('it is closed');
