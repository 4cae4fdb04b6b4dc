import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Observe } from '../../base/events.ts';
import type { Place } from '../../base/place.ts';
import type { Lease, Leases } from '../../store/leases.ts';
import { RECORD_KINDS } from '../../store/record-kinds.ts';
import type { Shelf, Store } from '../../store/store.ts';
import type { ToolHands } from '../hands.ts';
import { REMINDER_RIGHTS, type Reminder, toReminderLease } from './reminder.ts';

/** How often it's looked for reminders that other processes have noted, in milliseconds. */
const LOOK = 10_000;

/** How long it takes until one is tried again: which another process may be sending, or which couldn't be sent. */
const AGAIN = { busy: 3_500, failed: 5_000 };

/** How many are sent at the same time. */
const AT_ONCE = 20;

/** How many records are read at once. */
const PIECE = 500;

/** One that can't be sent for so long, in milliseconds, is given up. */
const GIVE_UP = 24 * 60 * 60_000;

/** From how many milliseconds on it's said that a reminder is late. */
const LATE = 60_000;

type ClockOptions = {
  store: Pick<Store, 'shelf' | 'under' | 'list'>;
  leases: Pick<Leases, 'take'>;
  hands: Pick<ToolHands, 'rights' | 'serves' | 'findReminder' | 'sendReminder'>;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/**
 * Sends reminders when they're due. All processes of a store know all of them, and whoever takes a reminder's lease sends it:
 * so it's late for nobody's death, and what the store is told under a lease that was lost is refused. A reminder is marked before
 * it's sent and deleted after that. Whoever finds the mark looks in the channel first, because its process may have died in
 * between.
 */
export class ReminderClock {
  readonly #options: ClockOptions;
  /** When each is to be tried next, in milliseconds since the epoch, and where it belongs; by its key. */
  readonly #due = new Map<string, { at: number; place: Place }>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();
  #nap = new AbortController();

  constructor(options: ClockOptions) {
    this.#options = options;
  }

  /** A reminder was noted here. */
  note(key: string, { due: at, place }: Pick<Reminder, 'due' | 'place'>): void {
    this.#options.observe({ is: 'reminder', outcome: 'noted' });
    this.#due.set(key, { at, place });
    this.#nap.abort('there is something new');
  }

  /** Begins to send. */
  start(): void {
    void this.#watch();
  }

  /** Begins nothing more, and resolves once what is being sent is. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('stopping'));
    await Promise.all(this.#running.values());
  }

  async #watch(): Promise<void> {
    const { clock, log } = this.#options;
    const { signal } = this.#closing;
    for (let looked = Number.NEGATIVE_INFINITY; !signal.aborted; ) {
      if (clock.now() - looked >= LOOK) {
        looked = clock.now();
        await this.#look().catch((error) => log.debug({ err: error }, 'reminders could not be read'));
      }
      const next = this.#sendDue();
      // A clock that is set may make one due at once, so it's looked at it from time to time.
      const wait = Math.min(looked + LOOK - clock.now(), next - clock.wall());
      this.#nap = new AbortController();
      const over = AbortSignal.any([signal, this.#nap.signal]);
      await clock.sleep(Math.max(0, wait), over).catch(() => {});
    }
  }

  /** Reads which reminders there are. */
  async #look(): Promise<void> {
    const shelf = this.#options.store.shelf<Reminder>(RECORD_KINDS.reminder);
    const prefix = `${RECORD_KINDS.reminder.name}:`;
    const before = new Set(this.#due.keys());
    const fresh: string[] = [];
    for await (const { key } of this.#options.store.list(prefix)) {
      const id = key.slice(prefix.length);
      before.delete(id);
      if (!this.#due.has(id)) fresh.push(id);
    }
    // What was noted meanwhile may not be listed, and is not among those of before.
    for (const key of before) if (!this.#running.has(key)) this.#due.delete(key);
    for (let first = 0; first < fresh.length; first += PIECE) {
      const piece = fresh.slice(first, first + PIECE);
      const records = await shelf.getReadable(piece);
      for (const [index, key] of piece.entries()) {
        const record = records[index];
        if (record && !this.#due.has(key)) this.#due.set(key, { at: record.due, place: record.place });
      }
    }
  }

  /** Begins to send those that are due, as many as there's room for. Returns when the next one is. */
  #sendDue(): number {
    const now = this.#options.clock.wall();
    let next = Number.POSITIVE_INFINITY;
    for (const [key, plan] of this.#due) {
      if (this.#running.has(key)) continue;
      // Another process has that server's connection.
      if (plan.at <= now && !this.#options.hands.serves(plan.place)) plan.at = now + AGAIN.failed;
      if (plan.at > now || this.#running.size >= AT_ONCE) next = Math.min(next, plan.at);
      else this.#begin(key);
    }
    // Where there's no room, the end of one that runs ends the nap.
    return this.#running.size >= AT_ONCE ? Number.POSITIVE_INFINITY : next;
  }

  #begin(key: string): void {
    const running = this.#try(key).finally(() => {
      this.#running.delete(key);
      this.#nap.abort('one is done');
    });
    this.#running.set(key, running);
  }

  /** Tries to send one. Never rejects. */
  async #try(key: string): Promise<void> {
    const { leases, clock, log } = this.#options;
    try {
      const lease = await leases.take(toReminderLease(key));
      if (!lease) return this.#postpone(key, clock.wall() + AGAIN.busy);
      try {
        const again = await this.#deliver(key, lease);
        if (again === undefined) this.#due.delete(key);
        else this.#postpone(key, again);
      } finally {
        await lease.release();
      }
    } catch (error) {
      this.#postpone(key, clock.wall() + AGAIN.failed);
      log.warn({ event: 'reminder.not_sent', err: error }, 'a reminder could not be sent yet');
    }
  }

  #postpone(key: string, at: number): void {
    const plan = this.#due.get(key);
    if (plan) plan.at = at;
  }

  /** Sends one unless that has been done. Returns when it's to be tried again, if it is. */
  async #deliver(key: string, lease: Lease): Promise<number | undefined> {
    const { store, clock } = this.#options;
    const shelf = store.under(async () => lease).shelf<Reminder>(RECORD_KINDS.reminder);
    const reminder = await shelf.get(key);
    const now = clock.wall();
    if (!reminder || reminder.due > now) return reminder?.due;
    try {
      return await this.#send(key, reminder, { shelf, lease, now });
    } catch (error) {
      if (now - (reminder.sending ?? now) < GIVE_UP) throw error;
      return this.#drop(shelf, key, 'failed');
    }
  }

  async #send(
    key: string,
    reminder: Reminder,
    { shelf, lease, now }: { shelf: Shelf<Reminder>; lease: Lease; now: number },
  ): Promise<number | undefined> {
    const { hands, clock } = this.#options;
    if (reminder.sending !== undefined && (await hands.findReminder(reminder, reminder.sending)))
      return this.#end(shelf, key);
    const { person, place } = reminder;
    const verdict = await hands.rights.judge(person, place, REMINDER_RIGHTS);
    if (verdict === 'unknown' && now - reminder.due < GIVE_UP) return now + AGAIN.failed;
    if (verdict !== 'may') return this.#drop(shelf, key, verdict);
    await shelf.setSurely(key, { ...reminder, sending: reminder.sending ?? now });
    // Another process may have taken it over while the store was slow.
    if (!lease.held) return now + AGAIN.busy;
    const deed = await hands.sendReminder(reminder, now - reminder.due >= LATE);
    if (deed.is !== 'done') return this.#drop(shelf, key, deed.why);
    return this.#end(shelf, key, Math.max(0, clock.wall() - reminder.due));
  }

  /** One was sent; `late` isn't known if another process did it, and died. */
  async #end(shelf: Shelf<Reminder>, key: string, late?: number): Promise<undefined> {
    await shelf.deleteSurely([key]);
    this.#options.observe({ is: 'reminder', outcome: 'sent', ...(late !== undefined && { late }) });
  }

  async #drop(shelf: Shelf<Reminder>, key: string, why: string): Promise<undefined> {
    this.#options.log.info({ event: 'reminder.dropped', why }, 'a reminder was dropped');
    await shelf.deleteSurely([key]);
    this.#options.observe({ is: 'reminder', outcome: 'lost' });
  }
}
