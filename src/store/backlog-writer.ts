import { setImmediate } from 'node:timers/promises';
import { unlessAborted, within } from '../base/clock.ts';
import type { DatabaseAccessOptions } from './access-options.ts';
import type { Availability } from './availability.ts';
import { type Change, type Database, type Fence, PROBE } from './database.ts';
import { LossCount } from './loss-count.ts';
import { StoreTimeoutError, stripError } from './store-errors.ts';
import { Backlog, type WriteOutcome } from './write-backlog.ts';

/** If a statement takes longer than this, in milliseconds, it's given up, and its connection with it. */
const HANG = 10_000;

/** `signal` aborts when the store is closed: what is queued is then written once more, without further attempts. */
type Parts = { database: Database; availability: Availability; options: DatabaseAccessOptions; signal: AbortSignal };

/**
 * Writes changes in their order. While the database is unavailable, it tests from time to time whether writes work
 * again. One warning says that the store is gone, one line that it's back.
 */
export class BacklogWriter {
  readonly #parts: Parts;
  readonly #backlog: Backlog;
  readonly #losses: LossCount;
  /** Resolved when the loop has something to do. */
  #call = Promise.withResolvers<void>();
  /** When the database was back last, in milliseconds of the clock. */
  #returnedAt = Number.NEGATIVE_INFINITY;
  /** Resolves when the store is closed and all is written that can be. */
  readonly done: Promise<void>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#backlog = new Backlog(parts.options.limits);
    this.#losses = new LossCount(parts.options.log);
    this.done = this.#run();
  }

  /** How many changes wait, how many bytes they have, and how many were ever lost. */
  get counts(): { queued: number; bytes: number; lost: number } {
    const { size: queued, bytes } = this.#backlog;
    return { queued, bytes, lost: this.#losses.total };
  }

  /** For how many milliseconds the database has been back after it was unavailable; nothing while it is. */
  get backFor(): number | undefined {
    const { availability, options } = this.#parts;
    return availability.is === 'away' ? undefined : options.clock.now() - this.#returnedAt;
  }

  /** The newest change of a key, if it isn't in the database yet. */
  find(key: string): Change | undefined {
    return this.#backlog.find(key);
  }

  /**
   * Makes all changes or none. Resolves when that is known or, while the database is unavailable, as soon as they're
   * queued.
   */
  write(changes: Change[], fence: Fence | undefined): Promise<WriteOutcome> {
    const { is } = this.#parts.availability;
    const { promise, resolve: settle } = Promise.withResolvers<WriteOutcome>();
    const fenced = fence ? changes.map((change) => ({ ...change, fence })) : changes;
    const waiter = is === 'here' ? { fence, settle } : undefined;
    const queued = is !== 'closed' && this.#backlog.add(fenced, waiter);
    if (!queued) this.#losses.add(changes.length, is);
    if (!queued || !waiter) settle(queued ? 'queued' : 'lost');
    this.#call.resolve();
    return promise;
  }

  /** The database failed or was too slow. Nobody waits for it any longer: changes stay queued. */
  noteFailure(error: unknown): void {
    const { availability, options } = this.#parts;
    if (!availability.noteFailure(error)) return;
    options.observe({ is: 'store', state: 'failed' });
    options.log.warn(
      { event: 'store.away', err: stripError(error) },
      'the store is away; what is written waits, nothing can be read',
    );
    this.#backlog.acknowledge('queued');
    this.#call.resolve();
  }

  /** The database is closed. What still waits for it is lost, which its callers are told. */
  abandon(): void {
    const { size } = this.#backlog;
    if (size > 0)
      this.#parts.options.log.error(
        { event: 'store.lost', changes: size },
        'the store is away, and what was queued for it is lost',
      );
    this.#backlog.acknowledge('lost');
  }

  async #run(): Promise<void> {
    const { availability, options, signal } = this.#parts;
    while (!signal.aborted) {
      if (availability.is === 'away') await options.clock.sleep(options.retry, signal).catch(() => {});
      else await this.#waitForWork();
      this.#call = Promise.withResolvers();
      if (availability.is === 'away' || this.#backlog.size > 0) await this.#flush();
    }
    while (this.#backlog.size > 0) {
      await this.#flush();
      if (availability.is !== 'here') break;
    }
  }

  /**
   * Resolves when there's something to write, or nothing more to come. What is written in one turn of the event loop
   * becomes one transaction, so nobody waits for another one's.
   */
  async #waitForWork(): Promise<void> {
    if (this.#backlog.size === 0) await unlessAborted(this.#call.promise, this.#parts.signal).catch(() => {});
    await setImmediate();
  }

  /** Writes the oldest changes, or tests whether writes work. */
  async #flush(): Promise<void> {
    const changes = this.#backlog.next();
    try {
      const { written, isQuick } = await this.#send(changes.length > 0 ? changes : [PROBE]);
      const refused = this.#backlog.settle(written);
      if (refused > 0)
        this.#parts.options.log.warn(
          { event: 'store.fenced', changes: refused },
          'changes came to the store after their lease was lost',
        );
      if (isQuick) this.#noteReturn();
    } catch (error) {
      this.#backlog.undone();
      this.noteFailure(error);
    }
  }

  /**
   * Writes changes, and resolves with the keys that were written. After the deadline, the store counts as unavailable.
   *
   * @throws the database's error; {@link StoreTimeoutError} if it hangs.
   */
  async #send(changes: Change[]): Promise<{ written: string[]; isQuick: boolean }> {
    const { database, options } = this.#parts;
    const { clock, deadline } = options;
    const writing = database.write(changes);
    const soon = await within(clock, deadline, writing);
    if (soon !== 'late') return { written: soon, isQuick: true };
    this.noteFailure(new StoreTimeoutError());
    const written = await within(clock, HANG - deadline, writing);
    if (written !== 'late') return { written, isQuick: false };
    database.reset();
    throw new StoreTimeoutError();
  }

  #noteReturn(): void {
    const { availability, options } = this.#parts;
    if (!availability.noteReturn()) return;
    this.#returnedAt = options.clock.now();
    options.observe({ is: 'store', state: 'recovered' });
    options.log.info(
      { event: 'store.back', queued: this.#backlog.size, lost: this.#losses.restart() },
      'the store is back',
    );
  }
}
