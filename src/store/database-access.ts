import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Change, Database, Fence } from './database.ts';
import { LeaseLostError, NotStoredError, StoreUnavailableError } from './store-errors.ts';
import { Backlog, type BacklogLimits, type WriteOutcome } from './write-backlog.ts';

/**
 * How the store is. `queued` changes (`bytes` of them) wait for the database; `lost` ones did not fit while it was away;
 * `errors` is how often it failed or was too slow.
 */
export type StoreHealth = {
  is: 'here' | 'away' | 'closed';
  queued: number;
  bytes: number;
  lost: number;
  errors: number;
};

/** Times are in milliseconds. Whatever takes longer than `deadline` finds the store away, until it was quick once. */
export type DatabaseAccessOptions = {
  clock: Clock;
  log: Logger;
  /** Hears when the store goes away and when it is back. */
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

/** Written to see whether writing works again; it has expired already. */
const PROBE: Change = { key: 'probe', text: undefined, expires: 0 };

/**
 * The way to the database, which may be slow or away. Reads then fail at once; changes wait in a bounded queue, can be
 * read meanwhile, and are made in order when it is back. One warning says that it went, one line that it is back.
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
  /** Resolved when the database is here, rejected when it never will be again. */
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

  /** What the database said when it went away, as long as it is away. */
  get trouble(): unknown {
    return this.#is === 'away' ? this.#trouble : undefined;
  }

  /**
   * What is under the keys, also if it is still on its way to the database.
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
   * Makes changes, all or none. Resolves when they are in the database; while it is away, as soon as they are queued.
   *
   * @throws {LeaseLostError} when somebody took the lease meanwhile. Nobody is told of it after the change was only queued.
   */
  async write(changes: Change[], fence?: Fence): Promise<void> {
    if ((await this.#write(changes, fence)) === 'fenced') throw new LeaseLostError();
  }

  /**
   * The same for what must hold: it resolves only when the changes are in the database.
   *
   * @throws {LeaseLostError} as `write` does.
   * @throws {NotStoredError} when they are not there: they wait for a database that is away, or are lost.
   */
  async writeSurely(changes: Change[], fence?: Fence): Promise<void> {
    const outcome = await this.#write(changes, fence);
    if (outcome === 'fenced') throw new LeaseLostError();
    if (outcome !== 'made') throw new NotStoredError(outcome === 'queued');
  }

  /**
   * Resolves when the database can be asked, which is at once if it is not away.
   *
   * @throws {StoreUnavailableError} when the store is closed.
   */
  waitUntilBack(): Promise<void> {
    return this.#back.promise;
  }

  /**
   * Asks the database something that cannot wait longer than the deadline.
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

  /** Sees whether the database can be reached, so that the first question need not find out. */
  async open(): Promise<void> {
    await this.ask(() => this.#database.write([PROBE])).catch(() => {});
  }

  /**
   * Makes what is queued, does `last` and leaves, all of it within the deadline; says how much is lost if that was not
   * possible.
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

  /** Resolves when there is something to write. What many say at once is one transaction, and none waits for another's. */
  async #waitForWork(): Promise<void> {
    if (this.#backlog.size === 0) await this.#call.promise;
    await setImmediate();
  }

  /** Makes the oldest changes, or sees whether changes can be made. */
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

/** A promise that is rejected, as is the one before it, and that nobody has to hear of. */
const rejectAfter = (error: Error, before: PromiseWithResolvers<void>): PromiseWithResolvers<void> => {
  const refused = Promise.withResolvers<void>();
  for (const { promise, reject } of [before, refused]) {
    promise.catch(() => {});
    reject(error);
  }
  return refused;
};

/** Rejects after a sleep that was not cut short; never resolves. */
const late = (sleep: Promise<void>): Promise<never> => {
  const expired = sleep.then(() => {
    throw Object.assign(new Error('the store did not answer in time'), { code: 'ETIMEDOUT' });
  });
  expired.catch(() => {});
  return expired;
};

/** What a log may hold of an error: a database may put what was to be written into its other properties. */
const plain = (error: unknown): { message: string; code: unknown } => {
  const { message, code } = error as { message?: string; code?: unknown };
  return { message: message || `${code ?? error}`, code };
};
