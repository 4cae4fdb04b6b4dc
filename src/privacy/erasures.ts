import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { type Clock, within } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Shelf } from '../store/store.ts';
import { NotStoredError } from '../store/store-errors.ts';
import type { Erasure, ErasureOutcome, ErasureProgress, ErasureSubject } from './erasure.ts';

/** How often other processes' orders are looked for, in milliseconds. Whoever asked waits for ten seconds at most. */
const LOOK = 2_000;

/** How long whoever ordered a deletion waits for its end, in milliseconds. */
const PATIENCE = 9_500;

/** When an order is tried again on which another process, or the store, has yet to do something: soon, and then later. */
const SOON = 1_000;
const LATER = 30_000;
const MOST_SOON = 10;

/**
 * When it's looked again for what is sealed, in milliseconds. A process can't get a key before it ends, so until then the rows
 * only expire, or another process has the key.
 */
const MUCH_LATER = 24 * 60 * 60_000;

/**
 * How long an order waits for the key of what is sealed, in milliseconds. By then all that a person said and spent has
 * expired, and the order itself names them.
 */
const MOST_SEALED = RECORD_KINDS.account.lifetime;

/**
 * How long an order is kept, in milliseconds, so that every process sees it. Then the store is looked through once more, for
 * what was written late.
 */
const KEPT = 30_000;

/** How often in a row everything is looked through again because something was found. */
const MOST_ROUNDS = 5;

type ErasuresOptions = {
  shelf: Shelf<Erasure>;
  /**
   * Erases what this process may of what is from no later than `before`, in milliseconds since the epoch.
   *
   * @throws {StoreUnavailableError}
   */
  settle(what: ErasureSubject, before: number): Promise<ErasureProgress>;
  /** Deletes for good what the database only marks as deleted. */
  purge(): Promise<void>;
  /** Whether this process talks anywhere, and so may hold something that another one was asked to delete. */
  isBusy(): boolean;
  clock: Clock;
  log: Logger;
};

/** An order that this process knows: when it's due, by the clock, and how often it has been tried in vain. */
type Plan = { due: number; tries: number; last: ErasureProgress };

/**
 * Carries out orders to delete what is kept of somebody. They're stored first, so that no crash forgets one, and every process
 * erases what is in the homes in which it talks.
 */
export class Erasures {
  readonly #options: ErasuresOptions;
  readonly #plans = new Map<string, Plan>();
  readonly #running = new Map<string, Promise<ErasureProgress>>();
  readonly #closing = new AbortController();

  constructor(options: ErasuresOptions) {
    this.#options = options;
  }

  /** Carries out what is ordered, here and by other processes, and goes on with what a dead process left undone. */
  watch(): void {
    void this.#watch();
  }

  /**
   * Orders a deletion, and resolves to whether it's done. If it isn't yet, it goes on, also after a restart.
   *
   * @throws UserError if the order couldn't be stored
   */
  async order(what: ErasureSubject): Promise<ErasureOutcome> {
    const { shelf, clock } = this.#options;
    const id = randomUUID();
    const order = { at: clock.wall(), what };
    await shelf.setSurely(id, order).catch((error) => {
      throw error instanceof NotStoredError ? new UserError({ code: 'privacy.not-deleted' }, { cause: error }) : error;
    });
    const done = this.#carryOut(id);
    const outcome = await within(clock, PATIENCE, done);
    return outcome === 'late' ? 'under-way' : outcome;
  }

  /** Stops. What isn't done is gone on with by the next process. */
  close(): void {
    this.#closing.abort(new Error('stopping'));
  }

  /** Tries an order until nothing is left, or it's the watch's to go on. */
  async #carryOut(id: string): Promise<ErasureOutcome> {
    const { clock } = this.#options;
    for (let tries = 0; tries < MOST_SOON; tries += 1) {
      const progress = await this.#try(id);
      if (progress === 'clean') return 'done';
      if (progress === 'sealed') return progress;
      await clock.sleep(SOON, this.#closing.signal).catch(() => {});
      if (this.#closing.signal.aborted) break;
    }
    return 'under-way';
  }

  async #watch(): Promise<void> {
    const { clock, log, isBusy } = this.#options;
    const { signal } = this.#closing;
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      if (isFirst || isBusy() || this.#plans.size > 0)
        await this.#look().catch((error) => log.debug({ err: error }, 'orders to delete could not be read'));
      await clock.sleep(LOOK, signal).catch(() => {});
    }
  }

  /** Reads the orders, and tries those that are due. */
  async #look(): Promise<void> {
    const { shelf, clock } = this.#options;
    const seen = new Set<string>();
    for await (const { id } of shelf.each()) {
      seen.add(id);
      if ((this.#plans.get(id)?.due ?? 0) <= clock.now()) void this.#try(id);
    }
    for (const id of this.#plans.keys()) if (!seen.has(id)) this.#plans.delete(id);
  }

  /** Tries an order, once at a time, and plans the next try. Never rejects. */
  #try(id: string): Promise<ErasureProgress> {
    const running = this.#running.get(id);
    if (running) return running;
    const trying = this.#settle(id).finally(() => this.#running.delete(id));
    this.#running.set(id, trying);
    return trying;
  }

  async #settle(id: string): Promise<ErasureProgress> {
    const { log } = this.#options;
    let progress: ErasureProgress = 'left';
    try {
      for (let rounds = 0; rounds < MOST_ROUNDS && !this.#closing.signal.aborted; rounds += 1) {
        progress = await this.#pass(id);
        if (progress !== 'worked') break;
      }
    } catch (error) {
      progress = 'left';
      if (!this.#closing.signal.aborted)
        log.warn({ event: 'erasure.failed', err: error }, 'something could not be deleted yet');
    }
    this.#plan(id, progress);
    return progress;
  }

  /** Looks through everything once. The order is read again before, because another process may have done it meanwhile. */
  async #pass(id: string): Promise<ErasureProgress> {
    const { shelf, settle } = this.#options;
    const order = await shelf.get(id);
    if (!order) return 'clean';
    const progress = await settle(order.what, order.done ? order.at : Number.POSITIVE_INFINITY);
    if (progress === 'clean') await this.#conclude(id, order);
    if (progress === 'sealed') await this.#postpone(id, order);
    return progress;
  }

  #plan(id: string, progress: ErasureProgress): void {
    const isOver = progress === 'clean' || progress === 'sealed';
    const tries = isOver ? 0 : (this.#plans.get(id)?.tries ?? 0) + 1;
    const again = tries <= MOST_SOON ? SOON : LATER;
    const isLate = progress === 'sealed' && this.#plans.get(id)?.last === 'sealed';
    const wait = isLate ? MUCH_LATER : isOver ? KEPT : again;
    this.#plans.set(id, { due: this.#options.clock.now() + wait, tries, last: progress });
  }

  /**
   * All that can be read is deleted for good, and what is said from now on is nobody's to delete. The rest waits for its key,
   * and what the same people ordered earlier waits no more: this order has all of that.
   */
  async #postpone(id: string, order: Erasure): Promise<void> {
    const { shelf, clock, purge, log } = this.#options;
    await purge();
    if (!order.done) await shelf.setSurely(id, { ...order, done: true });
    if (clock.wall() - order.at >= MOST_SEALED) {
      await shelf.deleteSurely([id]);
      log.warn({ event: 'erasure.given_up' }, 'an order to delete has waited too long for a key that is missing');
    }
    const earlier: string[] = [];
    for await (const { id: other, value } of shelf.each())
      if (value.done && order.at - value.at >= KEPT && isDeepStrictEqual(value.what, order.what)) earlier.push(other);
    if (earlier.length > 0) await shelf.deleteSurely(earlier);
  }

  /** Nothing is left, which is noted before anybody is told. The order goes when it has been so for a while. */
  async #conclude(id: string, order: Erasure): Promise<void> {
    const { shelf, clock, purge, log } = this.#options;
    await purge();
    if (!order.done) return shelf.setSurely(id, { ...order, done: true });
    if (clock.wall() - order.at < KEPT) return;
    await shelf.deleteSurely([id]);
    await purge();
    log.info({ event: 'erasure.over' }, 'an order to delete was carried out for good');
  }
}
