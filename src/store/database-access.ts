import { within } from '../base/clock.ts';
import type { DatabaseAccessOptions } from './access-options.ts';
import { Availability, type StoreHealth } from './availability.ts';
import { BacklogWriter } from './backlog-writer.ts';
import { type Change, type Database, type Fence, PROBE } from './database.ts';
import {
  LeaseLostError,
  NotStoredError,
  StoreTimeoutError,
  StoreUnavailableError,
  stripError,
} from './store-errors.ts';

/**
 * Reads and writes a database that may be slow or unavailable. Then reads fail at once; changes wait in a bounded
 * queue, can be read meanwhile, and are written in order when the database is back.
 */
export class DatabaseAccess {
  readonly #database: Database;
  readonly #options: DatabaseAccessOptions;
  readonly #availability = new Availability();
  readonly #closing = new AbortController();
  readonly #writer: BacklogWriter;

  constructor(database: Database, options: DatabaseAccessOptions) {
    this.#database = database;
    this.#options = options;
    const { signal } = this.#closing;
    this.#writer = new BacklogWriter({ database, availability: this.#availability, options, signal });
  }

  get health(): StoreHealth {
    const { is, errors } = this.#availability;
    return { is, ...this.#writer.counts, errors };
  }

  /** For how many milliseconds the database has been back after it was unavailable; nothing while it is. */
  get backFor(): number | undefined {
    return this.#writer.backFor;
  }

  /** The error with which the database became unavailable, as long as it is. */
  get trouble(): unknown {
    return this.#availability.trouble;
  }

  /**
   * The values of the keys, including those that are still queued.
   *
   * @throws {StoreUnavailableError}
   */
  async read(keys: string[]): Promise<unknown[]> {
    const queued = keys.map((key) => this.#writer.find(key));
    const rest = keys.filter((_, index) => !queued[index]);
    if (rest.length === 0) return queued.map((change) => change?.text);
    const found = (await this.askNow(() => this.#database.read(rest)))[Symbol.iterator]();
    return queued.map((change) => (change ? change.text : found.next().value));
  }

  /**
   * Makes all changes or none. Resolves when they're in the database or, while that is unavailable, as soon as they're
   * queued.
   *
   * @throws {LeaseLostError} if another process has taken the lease. For a change that was only queued, the log says so
   *   instead.
   */
  async write(changes: Change[], fence?: Fence): Promise<void> {
    if ((await this.#writer.write(changes, fence)) === 'fenced') throw new LeaseLostError();
  }

  /**
   * Like `write`, but resolves only when the changes are in the database.
   *
   * @throws {LeaseLostError} as `write` does.
   * @throws {NotStoredError} if they aren't there: they're queued for a database that is unavailable, or lost.
   */
  async writeSurely(changes: Change[], fence?: Fence): Promise<void> {
    const outcome = await this.#writer.write(changes, fence);
    if (outcome === 'fenced') throw new LeaseLostError();
    if (outcome !== 'made') throw new NotStoredError(outcome === 'queued');
  }

  /**
   * Resolves when the database can be asked, which is at once unless it's unavailable.
   *
   * @throws {StoreUnavailableError} if the store is closed.
   */
  waitUntilBack(): Promise<void> {
    return this.#availability.waitUntilBack();
  }

  /**
   * Asks the database something that can't wait longer than the deadline.
   *
   * @throws {StoreUnavailableError}
   */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    if (this.#availability.is === 'closed') throw new StoreUnavailableError();
    const { clock, deadline } = this.#options;
    try {
      const answer = await within(clock, deadline, question());
      if (answer === 'late') throw new StoreTimeoutError();
      return answer;
    } catch (error) {
      this.#writer.noteFailure(error);
      throw new StoreUnavailableError(error);
    }
  }

  /** Like `ask`, but fails at once while the database is unavailable. @throws {StoreUnavailableError} */
  async askNow<T>(question: () => Promise<T>): Promise<T> {
    if (this.#availability.is !== 'here') throw new StoreUnavailableError();
    return this.ask(question);
  }

  /** Tests whether the database can be reached, so that the first question needn't find out. */
  async open(): Promise<void> {
    await this.ask(() => this.#database.write([PROBE])).catch(() => {});
  }

  /**
   * Writes what is queued, runs `last` and closes, all within the deadline. If that wasn't possible, it logs how much
   * is lost.
   */
  async close(last: () => Promise<unknown>): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(this);
    const { clock, deadline, log } = this.#options;
    const until = clock.now() + deadline;
    const inTime = (work: Promise<unknown>) => within(clock, Math.max(0, until - clock.now()), work);
    await inTime(this.#writer.done);
    await inTime(last());
    this.#availability.close();
    this.#writer.abandon();
    const closing = this.#database
      .close()
      .catch((error) => log.warn({ event: 'store.not_closed', err: stripError(error) }, 'the store did not close'));
    await inTime(closing);
  }
}
