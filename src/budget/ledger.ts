import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { findHome } from '../base/place.ts';
import { HomeLock } from '../store/home-lock.ts';
import type { Leases } from '../store/leases.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import {
  addTallies,
  type DayAccount,
  eraseMember,
  hasMember,
  hasMoreHeld,
  isEmptyAccount,
  NO_TALLY,
  type Tally,
} from './account.ts';
import { type AccountPage, addPage, findAccountHome, isAccountAfter, makePage, nameAccount } from './account-page.ts';
import { ERASED_MEMORY, makeIsErased, nameErased, noteErased } from './erased-payers.ts';
import { DOLLAR } from './price.ts';
import { type AccountEntry, ALL_WRITTEN, addUnwritten, joinUnwritten } from './unwritten.ts';

type LedgerOptions = {
  store: Pick<Store, 'shelf' | 'under'>;
  leases: Pick<Leases, 'take'>;
  clock: Clock;
  log: Logger;
};

const EMPTY: DayAccount = { channels: {} };

/** How long what isn't urgent waits for more to be written with it, in milliseconds. */
const SOON = 2_000;

/** After how long what couldn't be written is tried again, in milliseconds. */
const TRY_AGAIN = 10_000;

/**
 * Writes down what is spent, in one record for each home and day. Any process may do so: Google also counts turns of homes that
 * another one has taken over since. So it reads a record, adds what has come since, and writes it under the lease of the home's
 * accounts, and nobody's numbers are lost.
 *
 * What a turn may cost is written at once. What it has cost is less, so that can wait a moment for others: a process that is
 * killed leaves an account that tells too much rather than too little.
 */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #lock: HomeLock;
  /** What isn't written yet, by account. */
  readonly #pages = new Map<string, AccountPage>();
  readonly #closing = new AbortController();

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#lock = new HomeLock(options, 'account');
  }

  /** Adds what somebody spent in a place on a day. A thread counts as its channel. It never throws. */
  add(entry: AccountEntry, more: Tally): void {
    const page = this.#openPage(findHome(entry.place), entry.day);
    page.unwritten = addUnwritten(page.unwritten, entry, more);
    page.urgent ||= hasMoreHeld(more) || this.#closing.signal.aborted;
    if (page.urgent) this.#write(page);
    else if (!page.writing && !page.timer.isSet) this.#writeIn(SOON, page);
  }

  /** The accounts of these ids, with what isn't written yet. @throws {StoreUnavailableError} */
  async read(ids: readonly string[]): Promise<DayAccount[]> {
    // What is being written could be missed or counted twice.
    await Promise.all(ids.map((id) => this.#pages.get(id)?.writing));
    const shelf = this.#options.store.shelf<DayAccount>(RECORD_KINDS.account);
    const all = [...new Set([...ids, ...ids.map((id) => nameErased(findAccountHome(id)))])];
    const stored = await shelf.getReadable(all);
    const found = new Map(all.map((id, index) => [id, stored[index] ?? EMPTY]));
    return ids.map((id) => {
      const isErased = makeIsErased(found.get(nameErased(findAccountHome(id))) ?? EMPTY, findAccountHome(id));
      return joinUnwritten(found.get(id) ?? EMPTY, this.#pages.get(id)?.unwritten ?? ALL_WRITTEN, isErased);
    });
  }

  /** Every stored account. */
  all(): AsyncIterable<{ id: string; value: DayAccount }> {
    return this.#options.store.shelf<DayAccount>(RECORD_KINDS.account).each();
  }

  /**
   * Erases a person, given by id, from a home's accounts up to the day of `before`, in milliseconds since the epoch; without one,
   * these go as a whole. What any process still counts of what they had asked doesn't bring them back.
   *
   * @throws {NotStoredError} or {@link StoreUnavailableError}; UserError if another process changes the accounts for too long
   */
  async erase(home: string, person?: string, before = Number.POSITIVE_INFINITY): Promise<void> {
    await this.#change(home, async (shelf, writeSurely) => {
      if (person === undefined) {
        for (const page of this.#pages.values()) if (page.home === home) page.unwritten = ALL_WRITTEN;
      } else {
        const id = nameErased(home);
        const at = Math.min(this.#options.clock.wall(), before);
        const [marks] = await shelf.getReadable([id]);
        await writeSurely([shelf.record(id, noteErased(marks ?? EMPTY, { home, person, at }), ERASED_MEMORY)]);
      }
      for await (const { id, value } of shelf.each(`${home}:`))
        if (person === undefined) await shelf.deleteSurely([id]);
        else if (hasMember(value, person) && !isAccountAfter(id, before))
          await shelf.setSurely(id, eraseMember(value, person));
    });
  }

  /** Resolves once everything is written, or can't be; then it tells how much is lost. It never rejects. */
  async close(): Promise<void> {
    this.#closing.abort(this);
    await Promise.all([...this.#pages.values()].map((page) => this.#write(page)));
    const lost = [...this.#pages.values()]
      .map(({ unwritten }) => unwritten.account)
      .filter((one) => !isEmptyAccount(one));
    if (lost.length === 0) return;
    const people = lost.flatMap(({ channels }) => Object.values(channels));
    const { nano, turns } = people.flatMap((tallies) => Object.values(tallies)).reduce(addTallies, NO_TALLY);
    this.#options.log.warn(
      { event: 'account.lost', accounts: lost.length, turns, dollars: nano / DOLLAR },
      'what was spent last could not be written down, and is missing in the accounts',
    );
  }

  #openPage(home: string, day: string): AccountPage {
    const id = nameAccount(home, day);
    const page = this.#pages.get(id) ?? makePage(id, this.#options.clock);
    this.#pages.set(id, page);
    return page;
  }

  #writeIn(ms: number, page: AccountPage): void {
    page.timer.set(ms, () => void this.#write(page));
  }

  /** Writes a page now, if that isn't under way. It never rejects. */
  #write(page: AccountPage): Promise<void> {
    page.timer.stop();
    page.writing ??= this.#writeAll(page);
    return page.writing;
  }

  /** Writes what has come so far, until nothing that is left is urgent. What can't be written stays, and is tried again. */
  async #writeAll(page: AccountPage): Promise<void> {
    const isClosing = () => this.#closing.signal.aborted;
    try {
      // Counts that come together are written together.
      await Promise.resolve();
      do {
        page.urgent = false;
        if (!isEmptyAccount(page.unwritten.account)) await this.#change(page.home, (shelf) => addPage(shelf, page));
      } while (page.urgent || (isClosing() && !isEmptyAccount(page.unwritten.account)));
      if (isEmptyAccount(page.unwritten.account)) this.#pages.delete(page.id);
      else this.#writeIn(SOON, page);
    } catch (error) {
      const { log } = this.#options;
      log.debug({ event: 'account.not_written', err: error }, 'what was spent could not be written down');
      if (!isClosing()) this.#writeIn(TRY_AGAIN, page);
    } finally {
      page.writing = undefined;
    }
  }

  /** Changes a home's accounts while nobody else does, in no process. */
  #change(
    home: string,
    work: (shelf: Shelf<DayAccount>, writeSurely: Store['writeSurely']) => Promise<void>,
  ): Promise<void> {
    const { store } = this.#options;
    return this.#lock.run(home, (lease) => {
      const ours = store.under(async () => lease);
      return work(ours.shelf(RECORD_KINDS.account), ours.writeSurely);
    });
  }
}
