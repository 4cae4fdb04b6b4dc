import type { Logger } from 'pino';
import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { findHome, type Place } from '../base/place.ts';
import { HomeLock } from '../store/home-lock.ts';
import type { Leases } from '../store/leases.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import { LeaseLostError, NotStoredError, StoreUnavailableError } from '../store/store-errors.ts';
import { type GoneSearch, makeRoom } from './channel-room.ts';
import { isSamePacked, nameView, openPacked, openPackedPlace, type PackedRecord, packRecord } from './packed-record.ts';
import {
  applyChange,
  checkSize,
  compareRecords,
  EMPTY_RECORD,
  readRecord,
  type SettingScope,
  type SettingsChange,
  type SettingsConflict,
  type SettingsRecord,
} from './record.ts';
import { type OperatorLayer, type ResolvedSettings, resolveSettings } from './resolve.ts';
import type { SettingKey } from './setting-table.ts';

/** How old what is known of a home may be before it's read again, in milliseconds: a terminal may have changed it. */
const FRESH = 15_000;

/**
 * How many homes are kept in memory, and of how many places it's remembered what their settings come to. That takes about a
 * kilobyte for each, whereas working it out again takes far less than a millisecond.
 */
const MOST_HOMES = 2_000;
const MOST_VIEWS = 256;

/** What is known of a home, packed because most homes rest. `readAt` is by the clock; nothing if it's in doubt. */
type HomeSettings = { readonly packed: PackedRecord; readonly readAt: number | undefined };

/** What a record comes to in a place. It holds as long as the home has that very record. */
type KnownView = { packed: PackedRecord; view: ResolvedSettings };

/** What has changed in a home, and where. */
export type SettingsNews = { home: string; scope: SettingScope; keys: readonly SettingKey[] };

export type SettingsOptions = {
  store: Pick<Store, 'shelf' | 'under'>;
  leases: Pick<Leases, 'take'>;
  operator: OperatorLayer;
  findGone?: GoneSearch;
  clock: Clock;
  log: Logger;
};

/** What is set in every place. Reading is free once a home is known; what changes is stored before it counts. */
export class Settings {
  readonly #options: SettingsOptions;
  readonly #shelf: Shelf<SettingsRecord>;
  readonly #lock: HomeLock;
  readonly #homes = new BoundedMap<string, HomeSettings>(MOST_HOMES);
  /** Of the places that were asked for last, by home and by what differs there. */
  readonly #views = new BoundedMap<string, KnownView>(MOST_VIEWS);
  readonly #reads = new Map<string, Promise<HomeSettings>>();
  readonly #listeners = new Set<(news: SettingsNews) => void>();

  constructor(options: SettingsOptions) {
    this.#options = options;
    this.#shelf = options.store.shelf(RECORD_KINDS.settings);
    this.#lock = new HomeLock(options, 'settings');
  }

  /** What the operator has set, and what can be set at all. */
  get operator(): OperatorLayer {
    return this.#options.operator;
  }

  /** The settings in force, if the home is known already. */
  peek(place: Place): ResolvedSettings | undefined {
    const known = this.#homes.get(findHome(place));
    return known && this.#view(known.packed, place);
  }

  /**
   * The settings in force. What is known is given at once, and read again beside that from time to time. In a direct message
   * there is no owner whose rules could be missed, so the usual settings hold as long as they can't be read.
   *
   * @throws UserError if they were never read here, and the store can't be asked
   */
  async of(place: Place): Promise<ResolvedSettings> {
    const home = findHome(place);
    const known = this.#homes.get(home);
    if (known?.readAt !== undefined) {
      if (this.#options.clock.now() - known.readAt > FRESH) this.#read(home).catch(() => {});
      return this.#view(known.packed, place);
    }
    try {
      return this.#view((await this.#read(home)).packed, place);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      if (known) return this.#view(known.packed, place);
      if (place.server === undefined) return this.#view(packRecord(EMPTY_RECORD), place);
      throw new UserError({ code: 'settings.unknown' }, { cause: error });
    }
  }

  /** Reads a home's settings before somebody asks for them. Never rejects. */
  async warm(place: Place): Promise<void> {
    if (!this.#homes.has(findHome(place))) await this.of(place).catch(() => {});
  }

  /** What is stored of a home, read anew. @throws UserError if the store can't be asked */
  async record(home: string): Promise<SettingsRecord> {
    const { packed } = await this.#read(home).catch((error) => {
      throw this.#explain(error, 'settings.unknown');
    });
    return openPacked(packed);
  }

  /**
   * Changes settings of a home. Each change is applied to what is stored then, and is stored when this resolves.
   *
   * @throws UserError if it wasn't stored
   */
  async change(
    home: string,
    change: SettingsChange,
  ): Promise<{ rev: number; changed: SettingKey[]; conflicts: SettingsConflict[] }> {
    const { findGone } = this.#options;
    const write = () =>
      this.#write(home, (before) => {
        const { record, changed, conflicts } = applyChange(before, change);
        return { record, outcome: { rev: record.rev, changed, conflicts } };
      });
    try {
      return await write();
    } catch (error) {
      if (!findGone || !isFull(error) || !(await makeRoom(this, findGone, home))) throw error;
      return write();
    }
  }

  /**
   * Replaces all that is stored of a home by what `make` makes of it.
   *
   * @throws UserError if it wasn't stored; what `make` throws
   */
  async replace(home: string, make: (before: SettingsRecord) => SettingsRecord): Promise<SettingsRecord> {
    return this.#write(home, (before) => {
      const record = checkSize({ ...make(before), rev: before.rev + 1 });
      return { record, outcome: record };
    });
  }

  /** Tells every change from now on, those of other processes as soon as they're noticed. The result ends that. */
  on(listener: (news: SettingsNews) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Another process may have changed it, so {@link of} reads it before it answers again. */
  doubt(home: string): void {
    const known = this.#homes.get(home);
    if (known) this.#homes.set(home, { ...known, readAt: undefined });
  }

  /** Reads a home, once at a time. */
  #read(home: string): Promise<HomeSettings> {
    const running = this.#reads.get(home);
    if (running) return running;
    const reading = this.#load(home).finally(() => this.#reads.delete(home));
    this.#reads.set(home, reading);
    return reading;
  }

  async #load(home: string): Promise<HomeSettings> {
    const before = this.#homes.get(home);
    const record = readRecord(await this.#shelf.get(home));
    const now = this.#homes.get(home);
    if (!now || now === before) return this.#keep(home, record);
    // Meanwhile it was written here, or came into doubt, so what was read may be older.
    return now.readAt === undefined ? this.#load(home) : now;
  }

  async #write<T>(
    home: string,
    decide: (before: SettingsRecord) => { record: SettingsRecord; outcome: T },
  ): Promise<T> {
    try {
      return await this.#lock.run(home, async (lease) => {
        const shelf = this.#options.store.under(async () => lease).shelf<SettingsRecord>(RECORD_KINDS.settings);
        const before = readRecord(await shelf.get(home));
        const { record, outcome } = decide(before);
        if (record.rev !== before.rev) await shelf.setSurely(home, record);
        this.#keep(home, record);
        return outcome;
      });
    } catch (error) {
      throw this.#explain(error, 'settings.not-stored');
    }
  }

  /** Remembers what is stored, and tells what has changed since it was known. */
  #keep(home: string, record: SettingsRecord): HomeSettings {
    const before = this.#homes.get(home)?.packed;
    const packed = packRecord(record);
    const isSame = before !== undefined && isSamePacked(before, packed);
    const now: HomeSettings = { packed: isSame ? before : packed, readAt: this.#options.clock.now() };
    this.#homes.set(home, now);
    if (before && !isSame) for (const news of compareRecords(openPacked(before), record)) this.#tell({ home, ...news });
    return now;
  }

  #tell(news: SettingsNews): void {
    for (const listener of this.#listeners) listener(news);
  }

  #view(packed: PackedRecord, place: Place): ResolvedSettings {
    const name = nameView(packed, place);
    const known = this.#views.get(name);
    const isCurrent = known?.packed === packed;
    const view = isCurrent
      ? known.view
      : resolveSettings(this.#options.operator, openPackedPlace(packed, place), place);
    // It then counts as the newest.
    this.#views.set(name, isCurrent ? known : { packed, view });
    return view;
  }

  /** What a person is told about an error of the store. */
  #explain(error: unknown, code: 'settings.unknown' | 'settings.not-stored'): unknown {
    const isAway =
      error instanceof StoreUnavailableError || error instanceof NotStoredError || error instanceof LeaseLostError;
    if (!isAway) return error;
    this.#options.log.warn({ event: 'settings.not_stored', err: error, code }, 'settings could not be read or stored');
    return new UserError({ code }, { cause: error });
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof UserError && error.text.code === 'settings.too-many-channels';
