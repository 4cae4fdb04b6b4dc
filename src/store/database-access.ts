import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Change, Database, Fence } from './database.ts';
import { LeaseLostError, NotStoredError, StoreUnavailableError } from './store-errors.ts';
import { Backlog, type BacklogLimits, type WriteOutcome } from './write-backlog.ts';

/**
 * The store's state. `queued` changes (`bytes` of them) wait for the database; `lost` ones didn't fit while it was
 * unavailable; `errors` is how often it failed or was too slow.
 */
export type StoreHealth = {
  is: 'here' | 'away' | 'closed';
  queued: number;
  bytes: number;
  lost: number;
  errors: number;
};

/**
 * Times are in milliseconds. If an operation takes longer than `deadline`, the store counts as unavailable until one is
 * quick.
 */
export type DatabaseAccessOptions = {
  clock: Clock;
  log: Logger;
  /** Called when the store becomes unavailable and when it's back. */
  observe?: Observe;
  deadline?: number;
  retry?: number;
  limits?: BacklogLimits;
};

const DEADLINE = 2_000;
const RETRY = 1_000;
const LIMITS: BacklogLimits = { changes: 10_000, bytes: 32_000_000 };

/** A statement that takes longer is given up, and its connection with it. */
const HANG = 10_000;

/** Written to test whether writes work again; it has already expired. */
const PROBE: Change = { key: 'probe', text: undefined, expires: 0 };

/**
 * Reads and writes a database that may be slow or unavailable. Then reads fail at once; changes wait in a bounded queue,
 * can be read meanwhile, and are written in order when the database is back. One warning says that it's gone, one line
 * that it's back.
 */
export class DatabaseAccess {
  #database: Database;
  #options: Required<DatabaseAccessOptions>;
  #backlog: Backlog;
  #is: StoreHealth['is'] = 'here';
  #trouble: unknown;
  #lost = 0;
  #lostNow = 0;
  #errors = 0;
  #closing = new AbortController();
  /** Resolved when the loop has something to do. */
  #call = Promise.withResolvers<void>();
  /** Resolved when the database can be used, rejected when it never will be again. */
  #back = Promise.withResolvers<void>();
  #running: Promise<void>;

  constructor(database: Database, options: DatabaseAccessOptions) {
    this.#database = database;
    this.#options = { observe: () => {}, deadline: DEADLINE, retry: RETRY, limits: LIMITS, ...options };
    this.#backlog = new Backlog(this.#options.limits);
    this.#back.resolve();
    this.#running = this.#run();
  }

  get health(): StoreHealth {
    const { size, bytes } = this.#backlog;
    return { is: this.#is, queued: size, bytes, lost: this.#lost, errors: this.#errors };
  }

  /** The error with which the database became unavailable, as long as it is. */
  get trouble(): unknown {
    return this.#is === 'away' ? this.#trouble : undefined;
  }

  /**
   * The values of the keys, including those that are still queued.
   *
   * @throws {StoreUnavailableError}
   */
  async read(keys: string[]): Promise<unknown[]> {
    const queued = keys.map((key) => this.#backlog.find(key));
    const rest = keys.filter((_, index) => !queued[index]);
    if (rest.length === 0) return queued.map((change) => change?.text);
    if (this.#is !== 'here') throw new StoreUnavailableError();
    const found = (await this.ask(() => this.#database.read(rest)))[Symbol.iterator]();
    return queued.map((change) => (change ? change.text : found.next().value));
  }

  /**
   * Makes all changes or none. Resolves when they're in the database or, while that is unavailable, as soon as they're
   * queued.
   *
   * @throws {LeaseLostError} if another process has taken the lease. After a change was only queued, nobody is told.
   */
  async write(changes: Change[], fence?: Fence): Promise<void> {
    if ((await this.#write(changes, fence)) === 'fenced') throw new LeaseLostError();
  }

  /**
   * Like `write`, but resolves only when the changes are in the database.
   *
   * @throws {LeaseLostError} as `write` does.
   * @throws {NotStoredError} if they aren't there: they're queued for a database that is unavailable, or lost.
   */
  async writeSurely(changes: Change[], fence?: Fence): Promise<void> {
    const outcome = await this.#write(changes, fence);
    if (outcome === 'fenced') throw new LeaseLostError();
    if (outcome !== 'made') throw new NotStoredError(outcome === 'queued');
  }

  /**
   * Resolves when the database can be asked, which is at once unless it's unavailable.
   *
   * @throws {StoreUnavailableError} if the store is closed.
   */
  waitUntilBack(): Promise<void> {
    return this.#back.promise;
  }

  /**
   * Asks the database something that can't wait longer than the deadline.
   *
   * @throws {StoreUnavailableError}
   */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    if (this.#is === 'closed') throw new StoreUnavailableError();
    const { clock, deadline } = this.#options;
    const done = new AbortController();
    try {
      return await Promise.race([question(), late(clock.sleep(deadline, done.signal))]);
    } catch (error) {
      this.#noteFailure(error);
      throw new StoreUnavailableError(error);
    } finally {
      done.abort(done);
    }
  }

  /** Tests whether the database can be reached, so that the first question needn't find out. */
  async open(): Promise<void> {
    await this.ask(() => this.#database.write([PROBE])).catch(() => {});
  }

  /**
   * Writes what is queued, runs `last` and closes, all within the deadline. If that wasn't possible, it logs how much is
   * lost.
   */
  async close(last: () => Promise<unknown> = async () => {}): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(this);
    this.#call.resolve();
    const { clock, deadline, log } = this.#options;
    const enough = clock.sleep(deadline);
    await Promise.race([this.#running, enough]);
    await Promise.race([last(), enough]);
    this.#is = 'closed';
    const left = this.#backlog.size;
    if (left > 0)
      log.error({ event: 'store.lost', changes: left }, 'the store is away, and what was queued for it is lost');
    this.#backlog.acknowledge('lost');
    this.#back = rejectAfter(new StoreUnavailableError('it is closed'), this.#back);
    const closing = this.#database
      .close()
      .catch((error) => log.warn({ event: 'store.not_closed', err: plain(error) }, 'the store did not close'));
    await Promise.race([closing, enough]);
  }

  #write(changes: Change[], fence: Fence | undefined): Promise<WriteOutcome> {
    const { promise, resolve: settle } = Promise.withResolvers<WriteOutcome>();
    const fenced = fence ? changes.map((change) => ({ ...change, fence })) : changes;
    const waiter = this.#is === 'here' ? { fence, settle } : undefined;
    const queued = this.#is !== 'closed' && this.#backlog.add(fenced, waiter);
    if (!queued) this.#lose(changes.length);
    if (!queued || !waiter) settle(queued ? 'queued' : 'lost');
    this.#call.resolve();
    return promise;
  }

  async #run(): Promise<void> {
    const { clock, retry } = this.#options;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      if (this.#is === 'away') await clock.sleep(retry, signal).catch(() => {});
      else await this.#waitForWork();
      this.#call = Promise.withResolvers();
      if (this.#is === 'away' || this.#backlog.size > 0) await this.#flush();
    }
    while (this.#backlog.size > 0) {
      await this.#flush();
      if (this.#is !== 'here') break;
    }
  }

  /**
   * Resolves when there's something to write. What is written in one turn of the event loop becomes one transaction, so
   * nobody waits for another one's.
   */
  async #waitForWork(): Promise<void> {
    if (this.#backlog.size === 0) await this.#call.promise;
    await setImmediate();
  }

  /** Writes the oldest changes, or tests whether writes work. */
  async #flush(): Promise<void> {
    const { clock, deadline } = this.#options;
    const changes = this.#backlog.next();
    const done = new AbortController();
    const slow = late(clock.sleep(deadline, done.signal));
    let quick = true;
    slow.catch((error) => {
      quick = false;
      if (!done.signal.aborted) this.#noteFailure(error);
    });
    const hung = late(clock.sleep(HANG, done.signal));
    hung.catch(() => done.signal.aborted || this.#database.reset());
    try {
      const written = await Promise.race([this.#database.write(changes.length > 0 ? changes : [PROBE]), hung]);
      const refused = this.#backlog.settle(written);
      if (refused > 0)
        this.#options.log.warn(
          { event: 'store.fenced', changes: refused },
          'changes came to the store after their lease was lost',
        );
      if (quick) this.#noteReturn();
    } catch (error) {
      this.#backlog.undone();
      this.#noteFailure(error);
    } finally {
      done.abort(done);
    }
  }

  #noteFailure(error: unknown): void {
    this.#errors++;
    if (this.#is !== 'here') return;
    this.#is = 'away';
    this.#trouble = error;
    this.#back = Promise.withResolvers();
    this.#options.observe({ is: 'store', state: 'failed' });
    this.#options.log.warn(
      { event: 'store.away', err: plain(error) },
      'the store is away; what is written waits, nothing can be read',
    );
    this.#backlog.acknowledge('queued');
    this.#call.resolve();
  }

  #noteReturn(): void {
    if (this.#is !== 'away') return;
    this.#is = 'here';
    this.#options.observe({ is: 'store', state: 'recovered' });
    this.#options.log.info(
      { event: 'store.back', queued: this.#backlog.size, lost: this.#lostNow },
      'the store is back',
    );
    this.#lostNow = 0;
    this.#back.resolve();
  }

  #lose(changes: number): void {
    if (this.#lostNow === 0)
      this.#options.log.error(
        { event: 'store.lost', is: this.#is },
        'too much waits for the store, or it is closed; what comes now is lost',
      );
    this.#lost += changes;
    this.#lostNow += changes;
  }
}

/** A rejected promise, or one that waits for the one before it, that nobody has to handle. */
const rejectAfter = (error: Error, before: PromiseWithResolvers<void>): PromiseWithResolvers<void> => {
  const refused = Promise.withResolvers<void>();
  for (const { promise, reject } of [before, refused]) {
    promise.catch(() => {});
    reject(error);
  }
  return refused;
};

/** Rejects after the sleep, unless the sleep is cut short; never resolves. */
const late = (sleep: Promise<void>): Promise<never> => {
  const expired = sleep.then(() => {
    throw Object.assign(new Error('the store did not answer in time'), { code: 'ETIMEDOUT' });
  });
  expired.catch(() => {});
  return expired;
};

/** What the log may contain of an error. A database may put the values that it was to write into the other properties. */
const plain = (error: unknown): { message: string; code: unknown } => {
  const { message, code } = error as { message?: string; code?: unknown };
  return { message: message || `${code ?? error}`, code };
};
