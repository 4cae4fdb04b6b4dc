import { findHome, type Place } from '../../base/place.ts';
import type { Leases } from '../../store/leases.ts';
import { RECORD_KINDS } from '../../store/record-kinds.ts';
import type { Store } from '../../store/store.ts';
import { LeaseLostError, NotStoredError, StoreUnavailableError } from '../../store/store-errors.ts';
import { type Reminder, toReminderKey, toReminderLease } from './reminder.ts';

/** How many reminders a person may have in a home, and a home in all. */
export const MOST_REMINDERS = { person: 25, home: 500 };

/** How often another id is tried if one is taken. */
const TRIES = 5;

type BookOptions = {
  store: Pick<Store, 'shelf' | 'under'>;
  leases: Pick<Leases, 'take'>;
  /** A short id. */
  makeId(): string;
  /** Told of each one that is new. */
  onAdd(key: string, reminder: Reminder): void;
};

/** The reminders of all homes, as they're stored. */
export class ReminderBook {
  readonly #options: BookOptions;

  constructor(options: BookOptions) {
    this.#options = options;
  }

  /**
   * Stores one. `full`: the person or the home has as many as it may. `not-stored`: the store is away, and when it's back nothing is
   * noted either.
   */
  add(draft: Omit<Reminder, 'id'>): Promise<Reminder | 'full' | 'not-stored'> {
    return this.#add(draft).catch(tellAway);
  }

  async #add(draft: Omit<Reminder, 'id'>): Promise<Reminder | 'full'> {
    const { store, makeId, onAdd } = this.#options;
    const shelf = store.shelf<Reminder>(RECORD_KINDS.reminder);
    const all = await this.list(draft.place);
    const own = all.filter(({ person }) => person === draft.person);
    if (own.length >= MOST_REMINDERS.person || all.length >= MOST_REMINDERS.home) return 'full';
    const taken = new Set(all.map(({ id }) => id));
    const id = Array.from({ length: TRIES }, makeId).find((one) => !taken.has(one));
    if (id === undefined) throw new Error('no id is free');
    const reminder = { ...draft, id };
    const key = toReminderKey(reminder);
    try {
      await shelf.setSurely(key, reminder);
    } catch (error) {
      // It may wait for the store, and would then come although its person was told that it's not noted.
      if (error instanceof NotStoredError) await shelf.delete([key]);
      throw error;
    }
    onAdd(key, reminder);
    return reminder;
  }

  /** Those of a home, or of a person there, the next one first. @throws {StoreUnavailableError} */
  async list(place: Pick<Place, 'server' | 'channel'>, person?: string): Promise<Reminder[]> {
    const found: Reminder[] = [];
    const shelf = this.#options.store.shelf<Reminder>(RECORD_KINDS.reminder);
    for await (const { value } of shelf.each(`${findHome(place)}:`))
      if (person === undefined || value.person === person) found.push(value);
    return found.sort((one, other) => one.due - other.due);
  }

  /**
   * Cancels one of a person's own. `unknown`: they have none of this id there, or it's being sent at this moment. `not-stored`: the
   * store is away, and nobody knows whether it's cancelled when it's back.
   */
  cancel(place: Place, id: string, person: string): Promise<'cancelled' | 'unknown' | 'not-stored'> {
    return this.#cancel(place, id, person).catch(tellAway);
  }

  async #cancel(place: Place, id: string, person: string): Promise<'cancelled' | 'unknown'> {
    const { store, leases } = this.#options;
    const key = toReminderKey({ place, id });
    const lease = await leases.take(toReminderLease(key));
    if (!lease) return 'unknown';
    try {
      const shelf = store.under(async () => lease).shelf<Reminder>(RECORD_KINDS.reminder);
      if ((await shelf.get(key))?.person !== person) return 'unknown';
      await shelf.deleteSurely([key]);
      return 'cancelled';
    } finally {
      await lease.release();
    }
  }
}

/** @throws what has nothing to do with a store that is away */
const tellAway = (error: unknown): 'not-stored' => {
  const isAway =
    error instanceof StoreUnavailableError || error instanceof NotStoredError || error instanceof LeaseLostError;
  if (!isAway) throw error;
  return 'not-stored';
};
