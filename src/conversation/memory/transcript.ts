import { StoreUnavailableError, UnreadableRecordError } from '../../store/store-errors.ts';
import type { NumberedTurn, StoredTurn } from '../turns/stored-turn.ts';
import type { Drafts } from './drafts.ts';
import { SEED_TOKENS } from './seed.ts';
import { countPairTokens } from './tokens.ts';
import type { TranscriptArchive } from './transcript-archive.ts';
import type { TranscriptChapter } from './transcript-chapter.ts';
import type { TranscriptLedger } from './transcript-ledger.ts';
import { TranscriptSlot } from './transcript-slot.ts';
import { addTurn, MOST_DONE, type TranscriptSummary } from './transcript-summary.ts';

/** So many turns are read at once. */
const PAGE = 50;

/** Where a channel's turns are, and what is kept of them as a whole. */
export type TranscriptParts = {
  channel: string;
  archive: TranscriptArchive;
  ledger: TranscriptLedger;
  drafts: Drafts;
};

/**
 * Our own record of one channel's turns: the source of truth, where a handle is only a shortcut. While the store cannot be
 * read when it is first needed, turns wait in memory: nobody knows their numbers then.
 */
export class Transcript {
  readonly #channel: string;
  readonly #archive: TranscriptArchive;
  readonly #ledger: TranscriptLedger;
  readonly #drafts: Drafts;

  constructor({ channel, archive, ledger, drafts }: TranscriptParts) {
    this.#channel = channel;
    this.#archive = archive;
    this.#ledger = ledger;
    this.#drafts = drafts;
  }

  /** How many turns wait for a store that is away, and would be lost with the process. */
  get late(): number {
    return this.#ledger.late;
  }

  /** Whether it must be kept in memory: something waits for a store that is away. */
  get unsettled(): boolean {
    return this.#ledger.unsettled;
  }

  /**
   * The conversation as a whole, or nothing before its first turn.
   *
   * @throws {StoreUnavailableError} when that cannot be known. It is looked up again the next time.
   */
  summary(): Promise<TranscriptSummary | undefined> {
    return this.#ledger.summary();
  }

  /** A conversation is awake on it, and alone writes it; or it has gone to rest, and another one may wake. */
  hold(isHeld: boolean): void {
    this.#ledger.hold(isHeld);
  }

  /** Sees whether the transcript can be read just now. @throws {StoreUnavailableError} if it cannot */
  async check(): Promise<void> {
    await this.summary();
    // The summary may be known from before.
    await this.#archive.recaps.getReadable([this.#channel]);
  }

  /**
   * The place of the turn that is asked next; of a question with an id, that of what a process that died has left of its
   * answer. The one before must have been recorded, or have come to nothing. It never rejects.
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

  /** Adds a finished turn, without what a slot is needed for. */
  async append(entry: StoredTurn, latency: number | undefined): Promise<number | undefined> {
    return (await this.slot()).append(entry, latency);
  }

  /** Records a finished turn and returns its number; nothing if that is not known yet, or it was forgotten meanwhile. */
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

  /** Writes a turn anew, unless it was forgotten: less of it was heard than was said, or more of it understood. */
  async revise(number: number, entry: StoredTurn, chapter?: TranscriptChapter): Promise<void> {
    const writing = chapter ?? this.#ledger.chapter(await this.summary());
    if (await this.#ledger.isOpen(writing)) await writing.write(number, entry);
  }

  /** Has a turn that waits for the store be recorded as something else. */
  amend(slot: TranscriptSlot, entry: StoredTurn): void {
    this.#ledger.amend(slot, entry);
  }

  /** The newest turns, oldest first, finished or left unfinished by a process that died. @throws {StoreUnavailableError} */
  async newest(): Promise<NumberedTurn[]> {
    const summary = await this.summary();
    const last = summary?.turns ?? 0;
    return this.#ledger.chapter(summary).entries(Math.max(1, last - MOST_DONE), last);
  }

  /** One turn; nothing if there is none of this number, or if it has expired. @throws {StoreUnavailableError} */
  async entry(number: number): Promise<StoredTurn | undefined> {
    return this.#ledger.chapter(await this.summary()).entry(number);
  }

  /**
   * The newest of what came after the first `turns` turns, oldest first and numbered: all of it, or at least `tokens`
   * tokens. Expired turns are left out.
   *
   * @throws {StoreUnavailableError} when they cannot be read
   */
  async since(turns: number, tokens = SEED_TOKENS): Promise<NumberedTurn[]> {
    const summary = await this.summary();
    const chapter = this.#ledger.chapter(summary);
    let found: NumberedTurn[] = [];
    let room = tokens;
    for (let last = summary?.turns ?? 0; last > turns && room >= 0; last -= PAGE) {
      const page = await chapter.entries(Math.max(turns, last - PAGE) + 1, last);
      // Turns expire in their order, so behind so many missing ones there is nothing.
      if (page.length === 0) break;
      for (const entry of page) room -= countPairTokens(entry);
      found = [...page, ...found];
    }
    return found;
  }

  /**
   * Forgets every turn, and what the model made of them; `at` is in milliseconds since the epoch. Resolves when nothing of
   * it is left. From the first moment on nothing is told or written of it any more, also after a crash in the middle.
   *
   * @throws {NotStoredError} when the store is away: if `queued`, it is forgotten as soon as that is back.
   */
  async forget(at: number): Promise<void> {
    await this.#drafts.settled;
    await this.#ledger.forget(at);
  }
}
