import { isDeepStrictEqual } from 'node:util';
import type { StoreRecord } from '../../store/store.ts';
import type { Person } from '../people/person.ts';
import type { Entry } from '../turns/turn-record.ts';
import type { Chapter } from './transcript-chapter.ts';

/** Where a slot is; what it does is its transcript's. */
type Keeper = {
  draft(slot: Slot, entry: Entry): Promise<void>;
  record(slot: Slot, entry: Entry, latency: number | undefined): Promise<number | undefined>;
  revise(number: number, entry: Entry, chapter?: Chapter): Promise<void>;
  amend(slot: Slot, entry: Entry): void;
};

/** The place of one turn in a transcript. Nothing is written there any more once the transcript was forgotten. */
export class Slot {
  readonly #keeper: Keeper;
  #number: number | undefined;
  #chapter: Chapter | undefined;
  /** Who asked, if they turned out to need another label than the turn has. */
  #person: Person | undefined;
  /** What the transcript has of it as a finished turn, or will have once the newest revision is written. */
  #kept: Entry | undefined;
  #revised: Promise<void> = Promise.resolve();

  /** Without a number and a chapter where the transcript cannot be read. */
  constructor(keeper: Keeper, number: number | undefined, chapter: Chapter | undefined) {
    this.#keeper = keeper;
    this.#number = number;
    this.#chapter = chapter;
  }

  /** Which turn it is, or will be, counted from 1; nothing while that cannot be known. */
  get number(): number | undefined {
    return this.#number;
  }

  get chapter(): Chapter | undefined {
    return this.#chapter;
  }

  /** Notes where it is recorded, and as whose turn if not as that of whom it names. */
  settle(number: number, chapter: Chapter, person?: Person): void {
    this.#number = number;
    this.#chapter = chapter;
    this.#person = person;
  }

  /** The turn as it goes to the store. */
  record(entry: Entry): StoreRecord {
    if (this.#number === undefined || !this.#chapter) throw new Error('a turn without a number was to be stored');
    return this.#chapter.record(this.#number, this.#signed(entry));
  }

  /** Keeps what people see of it so far. */
  draft(entry: Entry): Promise<void> {
    return this.#keeper.draft(this, entry);
  }

  /** Records it as a finished turn. */
  append(entry: Entry, latency: number | undefined): Promise<number | undefined> {
    this.#kept = entry;
    return this.#keeper.record(this, entry, latency);
  }

  /** Keeps something else of a finished turn than was kept before, if there is a record of it. */
  revise(entry: Entry): Promise<void> {
    if (!this.#kept || isDeepStrictEqual(entry, this.#kept)) return this.#revised;
    this.#kept = entry;
    // One after the other: the keeper looks at the store first, and an older one must not come after a newer one.
    this.#revised = this.#revised.catch(() => {}).then(() => this.#write(entry));
    return this.#revised;
  }

  async #write(entry: Entry): Promise<void> {
    if (this.#number !== undefined && this.#chapter)
      await this.#keeper.revise(this.#number, this.#signed(entry), this.#chapter);
    else this.#keeper.amend(this, entry);
  }

  #signed(entry: Entry): Entry {
    return this.#person ? { ...entry, person: this.#person } : entry;
  }
}
