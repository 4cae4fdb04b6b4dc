import { isDeepStrictEqual } from 'node:util';
import type { StoreRecord } from '../../store/store.ts';
import { LeaseLostError } from '../../store/store-errors.ts';
import type { Person } from '../people/person.ts';
import type { NumberedTurn, StoredTurn } from '../turns/stored-turn.ts';
import type { Drafts } from './drafts.ts';
import type { TranscriptChapter } from './transcript-chapter.ts';

/** The transcript that a slot is in, which does the slot's work. */
type SlotKeeper = {
  record(slot: TranscriptSlot, entry: StoredTurn, latency: number | undefined): Promise<number | undefined>;
  revise(number: number, entry: StoredTurn, chapter?: TranscriptChapter): Promise<void>;
  amend(slot: TranscriptSlot, entry: StoredTurn): void;
  goesOn(chapter: TranscriptChapter): Promise<boolean>;
};

/** Which turn it is, and where it's written. `person` is the asker if they turned out to need another label. */
type SlotPosition = { number: number; chapter: TranscriptChapter; person?: Person | undefined };

/** The place of one turn in a transcript. Nothing is written there any more once the transcript is forgotten. */
export class TranscriptSlot {
  readonly #keeper: SlotKeeper;
  readonly #drafts: Drafts;
  /** Nothing while the transcript can't be read. */
  #at: SlotPosition | undefined;
  readonly #left: NumberedTurn | undefined;
  /** The finished turn as the transcript has it, or will have it once the newest revision is written. */
  #kept: StoredTurn | undefined;
  #revised: Promise<void> = Promise.resolve();

  /** @param left the draft that a dead process has left here, which the turn is going to replace */
  constructor(keeper: SlotKeeper, drafts: Drafts, at?: SlotPosition, left?: NumberedTurn) {
    this.#keeper = keeper;
    this.#drafts = drafts;
    this.#at = at;
    this.#left = left;
  }

  /** Which turn it is or will be, counted from 1; nothing while that can't be known. */
  get number(): number | undefined {
    return this.#at?.number;
  }

  /** The chapter that it belongs to; nothing while that can't be known. */
  get chapter(): TranscriptChapter | undefined {
    return this.#at?.chapter;
  }

  /** Notes where the turn is recorded, and under which label if it isn't the one that the turn has. */
  settle(number: number, chapter: TranscriptChapter, person?: Person): void {
    this.#at = { number, chapter, person };
  }

  /** Makes the store's record of the turn. */
  record(entry: StoredTurn): StoreRecord {
    if (!this.#at) throw new Error('a turn without a number was to be stored');
    return this.#at.chapter.record(this.#at.number, this.#sign(entry));
  }

  /** Stores what people see of the answer so far. */
  draft(entry: StoredTurn): Promise<void> {
    return this.#drafts.write(this, entry);
  }

  /** Records the finished turn. Resolves to its number, or to nothing if that can't be known. */
  async append(entry: StoredTurn, latency: number | undefined): Promise<number | undefined> {
    this.#kept = entry;
    await this.#drafts.settled;
    return this.#keeper.record(this, entry, latency);
  }

  /**
   * The turn isn't recorded here. The draft that would have been replaced counts again: it's what people see. Where another process has
   * the home by now, that one finds the draft itself.
   */
  async leave(): Promise<void> {
    if (!this.#left) return;
    const { number: _, ...entry } = this.#left;
    await this.#drafts.settled;
    await this.#keeper.record(this, entry, undefined).catch((error) => {
      if (!(error instanceof LeaseLostError)) throw error;
    });
  }

  /**
   * Records a turn that wasn't recorded at its end, unless the transcript was forgotten since, or somebody erased from it, or its
   * conversation doesn't go on.
   */
  async add(entry: StoredTurn): Promise<void> {
    const chapter = this.#at?.chapter;
    if (!chapter || !(await this.#keeper.goesOn(chapter))) return;
    // Its number is another turn's by now.
    this.#at = undefined;
    await this.append(entry, undefined);
  }

  /** Replaces what was recorded of the finished turn, if anything was. */
  revise(entry: StoredTurn): Promise<void> {
    if (!this.#kept || isDeepStrictEqual(entry, this.#kept)) return this.#revised;
    this.#kept = entry;
    // One after another: the keeper reads the store first, and an older revision must not overtake a newer one.
    this.#revised = this.#revised.catch(() => {}).then(() => this.#write(entry));
    return this.#revised;
  }

  async #write(entry: StoredTurn): Promise<void> {
    if (this.#at) await this.#keeper.revise(this.#at.number, this.#sign(entry), this.#at.chapter);
    else this.#keeper.amend(this, entry);
  }

  #sign(entry: StoredTurn): StoredTurn {
    const person = this.#at?.person;
    return person ? { ...entry, person } : entry;
  }
}
