import { isDeepStrictEqual } from 'node:util';
import type { StoreRecord } from '../../store/store.ts';
import type { Person } from '../people/person.ts';
import type { StoredTurn } from '../turns/stored-turn.ts';
import type { Drafts } from './drafts.ts';
import type { TranscriptChapter } from './transcript-chapter.ts';

/** Where a slot is; what it does is its transcript's. */
type SlotKeeper = {
  record(slot: TranscriptSlot, entry: StoredTurn, latency: number | undefined): Promise<number | undefined>;
  revise(number: number, entry: StoredTurn, chapter?: TranscriptChapter): Promise<void>;
  amend(slot: TranscriptSlot, entry: StoredTurn): void;
};

type SlotPosition = { number: number; chapter: TranscriptChapter };

/** The place of one turn in a transcript. Nothing is written there any more once the transcript was forgotten. */
export class TranscriptSlot {
  readonly #keeper: SlotKeeper;
  readonly #drafts: Drafts;
  /** Which turn it is, and where that is written; nothing where the transcript cannot be read. */
  #at: SlotPosition | undefined;
  /** Who asked, if they turned out to need another label than the turn has. */
  #person: Person | undefined;
  /** What the transcript has of it as a finished turn, or will have once the newest revision is written. */
  #kept: StoredTurn | undefined;
  #revised: Promise<void> = Promise.resolve();

  constructor(keeper: SlotKeeper, drafts: Drafts, at?: SlotPosition) {
    this.#keeper = keeper;
    this.#drafts = drafts;
    this.#at = at;
  }

  /** Which turn it is, or will be, counted from 1; nothing while that cannot be known. */
  get number(): number | undefined {
    return this.#at?.number;
  }

  get chapter(): TranscriptChapter | undefined {
    return this.#at?.chapter;
  }

  /** Notes where it is recorded, and as whose turn if not as that of whom it names. */
  settle(number: number, chapter: TranscriptChapter, person?: Person): void {
    this.#at = { number, chapter };
    this.#person = person;
  }

  /** The turn as it goes to the store. */
  record(entry: StoredTurn): StoreRecord {
    if (!this.#at) throw new Error('a turn without a number was to be stored');
    return this.#at.chapter.record(this.#at.number, this.#sign(entry));
  }

  /** Keeps what people see of it so far. */
  draft(entry: StoredTurn): Promise<void> {
    return this.#drafts.write(this, entry);
  }

  /** Records it as a finished turn. */
  async append(entry: StoredTurn, latency: number | undefined): Promise<number | undefined> {
    this.#kept = entry;
    await this.#drafts.settled;
    return this.#keeper.record(this, entry, latency);
  }

  /** Keeps something else of a finished turn than was kept before, if there is a record of it. */
  revise(entry: StoredTurn): Promise<void> {
    if (!this.#kept || isDeepStrictEqual(entry, this.#kept)) return this.#revised;
    this.#kept = entry;
    // One after the other: the keeper looks at the store first, and an older one must not come after a newer one.
    this.#revised = this.#revised.catch(() => {}).then(() => this.#write(entry));
    return this.#revised;
  }

  async #write(entry: StoredTurn): Promise<void> {
    if (this.#at) await this.#keeper.revise(this.#at.number, this.#sign(entry), this.#at.chapter);
    else this.#keeper.amend(this, entry);
  }

  #sign(entry: StoredTurn): StoredTurn {
    return this.#person ? { ...entry, person: this.#person } : entry;
  }
}
