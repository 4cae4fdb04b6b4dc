import type { Place } from '../../base/place.ts';
import { StoreUnavailableError, UnreadableRecordError } from '../../store/store-errors.ts';
import type { NumberedTurn, StoredTurn } from '../turns/stored-turn.ts';
import type { Drafts } from './drafts.ts';
import type { SummaryLedger } from './summary-ledger.ts';
import { countPairTokens } from './tokens.ts';
import type { TranscriptArchive } from './transcript-archive.ts';
import type { TranscriptChapter } from './transcript-chapter.ts';
import { TranscriptSlot } from './transcript-slot.ts';
import { addTurn, MOST_DONE, type TranscriptSummary } from './transcript-summary.ts';

/** How many turns are read at once. */
const PAGE = 50;

/** What a transcript works with. */
type TranscriptParts = {
  place: Place;
  archive: TranscriptArchive;
  ledger: SummaryLedger;
  drafts: Drafts;
};

/**
 * Our own record of one channel's turns. It's the source of truth, and a handle is only a shortcut to it. If the store
 * can't be read when the transcript is first needed, turns wait in memory, because their numbers aren't known yet.
 */
export class Transcript {
  readonly #channel: string;
  readonly #archive: TranscriptArchive;
  readonly #ledger: SummaryLedger;
  readonly #drafts: Drafts;

  constructor({ place, archive, ledger, drafts }: TranscriptParts) {
    this.#channel = place.channel;
    this.#archive = archive;
    this.#ledger = ledger;
    this.#drafts = drafts;
  }

  /** How many turns wait for an unavailable store. They're lost if the process ends. */
  get late(): number {
    return this.#ledger.late;
  }

  /** Whether it must stay in memory, because something waits for an unavailable store. */
  get unsettled(): boolean {
    return this.#ledger.unsettled;
  }

  /**
   * The conversation as a whole; nothing before its first turn.
   *
   * @throws {StoreUnavailableError} if it can't be read. The next call tries again.
   */
  summary(): Promise<TranscriptSummary | undefined> {
    return this.#ledger.summary();
  }

  /**
   * Notes whether a conversation is awake on it, which alone may write it then. Once it rests, another one may wake.
   */
  hold(isHeld: boolean): void {
    this.#ledger.hold(isHeld);
  }

  /** Checks that the transcript can be read at the moment. @throws {StoreUnavailableError} if it can't. */
  async check(): Promise<void> {
    await this.summary();
    // That the summary is known doesn't mean that the store can be read now.
    await this.#archive.recaps.getReadable([this.#channel]);
  }

  /**
   * The place of the turn that's asked next. If a dead process left a draft of the answer to the question with this id,
   * it's the place of that draft. The turn before must have been recorded or dropped. It never rejects.
   */
  async slot(id?: string): Promise<TranscriptSlot> {
    try {
      const summary = await this.#ledger.reopen(id);
      return new TranscriptSlot(this, this.#drafts, {
        number: (summary?.turns ?? 0) + 1,
        chapter: this.#ledger.chapter(summary),
      });
    } catch {
      return new TranscriptSlot(this, this.#drafts);
    }
  }

  /** Records a finished turn that was never drafted. */
  async append(entry: StoredTurn, latency: number | undefined): Promise<number | undefined> {
    return (await this.slot()).append(entry, latency);
  }

  /** Records a finished turn. Resolves to its number, or to nothing if the turn has to wait for the store. */
  async record(slot: TranscriptSlot, entry: StoredTurn, latency: number | undefined): Promise<number | undefined> {
    try {
      const summary = await this.#ledger.change((before) => addTurn(before, entry, latency));
      slot.settle(summary.turns, this.#ledger.chapter(summary));
      await this.#ledger.write(summary, [slot.record(entry)]);
      return summary.turns;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || error instanceof UnreadableRecordError) throw error;
      this.#ledger.defer({ slot, entry, latency });
      return undefined;
    }
  }

  /** Writes a turn again, unless it was forgotten: less of it was heard than was said, or more of it understood. */
  async revise(number: number, entry: StoredTurn, chapter?: TranscriptChapter): Promise<void> {
    const writing = chapter ?? this.#ledger.chapter(await this.summary());
    if (await this.#ledger.isOpen(writing)) await writing.write(number, entry);
  }

  /** Replaces what is going to be recorded of a turn that waits for the store. */
  amend(slot: TranscriptSlot, entry: StoredTurn): void {
    this.#ledger.amend(slot, entry);
  }

  /** The newest turns, oldest first, including drafts that dead processes left. @throws {StoreUnavailableError} */
  async newest(): Promise<NumberedTurn[]> {
    const summary = await this.summary();
    const last = summary?.turns ?? 0;
    return this.#ledger.chapter(summary).entries(Math.max(1, last - MOST_DONE), last);
  }

  /** One turn; nothing if there's none with this number, or if it has expired. @throws {StoreUnavailableError} */
  async entry(number: number): Promise<StoredTurn | undefined> {
    return this.#ledger.chapter(await this.summary()).entry(number);
  }

  /**
   * The newest turns after the first `turns` turns, oldest first: all of them, or enough to make at least `tokens`
   * tokens. Expired turns are left out.
   *
   * @throws {StoreUnavailableError} if they can't be read.
   */
  async since(turns: number, tokens: number): Promise<NumberedTurn[]> {
    const summary = await this.summary();
    const chapter = this.#ledger.chapter(summary);
    let found: NumberedTurn[] = [];
    let room = tokens;
    for (let last = summary?.turns ?? 0; last > turns && room >= 0; last -= PAGE) {
      const page = await chapter.entries(Math.max(turns, last - PAGE) + 1, last);
      // Turns expire in order, so if a whole page is missing, everything before it is, too.
      if (page.length === 0) break;
      for (const entry of page) room -= countPairTokens(entry);
      found = [...page, ...found];
    }
    return found;
  }

  /**
   * Forgets every turn and the recap. `at` is in milliseconds since the epoch. Resolves when nothing is left of them.
   * From the first moment on, nothing about them is told or written any more, not even after a crash halfway.
   *
   * @throws {NotStoredError} if the store is unavailable. If it's `queued`, everything is forgotten once the store is
   *   back.
   */
  async forget(at: number): Promise<void> {
    await this.#drafts.settled;
    await this.#ledger.forget(at);
  }
}
