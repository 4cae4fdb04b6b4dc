import { Mutex } from '../../base/mutex.ts';
import type { Place } from '../../base/place.ts';
import { RECORD_KINDS } from '../../store/record-kinds.ts';
import { StoreUnavailableError, UnreadableRecordError } from '../../store/store-errors.ts';
import type { NumberedTurn, StoredTurn } from '../turns/stored-turn.ts';
import type { Drafts } from './drafts.ts';
import { shortenChapter } from './old-turns.ts';
import type { SummaryLedger } from './summary-ledger.ts';
import type { TranscriptArchive } from './transcript-archive.ts';
import type { TranscriptChapter } from './transcript-chapter.ts';
import { TranscriptSlot } from './transcript-slot.ts';
import { addTurn, MOST_DONE, type TranscriptSummary } from './transcript-summary.ts';
import { readStretch, type TurnStretch } from './turn-stretch.ts';

/** What a transcript works with. */
type TranscriptParts = {
  place: Place;
  archive: TranscriptArchive;
  ledger: SummaryLedger;
  drafts: Drafts;
  /** Told when nothing has to stay in memory any more; see `Transcript.unsettled`. */
  settled(): void;
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
  readonly #settled: () => void;
  /** What has read a turn writes it again as it was then, so nothing else may change or erase turns meanwhile. */
  readonly #rewriting = new Mutex();
  /** How often what is stored is being made to go by the retention. */
  #shortening = 0;

  constructor({ place, archive, ledger, drafts, settled }: TranscriptParts) {
    this.#channel = place.channel;
    this.#archive = archive;
    this.#ledger = ledger;
    this.#drafts = drafts;
    this.#settled = settled;
  }

  /** How many turns wait for an unavailable store. They're lost if the process ends. */
  get late(): number {
    return this.#ledger.late;
  }

  /**
   * Whether it must stay in memory: something waits for an unavailable store, or turns are being written again, which another
   * transcript of the same channel would know nothing of.
   */
  get unsettled(): boolean {
    return this.#ledger.unsettled || this.#shortening > 0;
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
    this.#ledger.isHeld = isHeld;
    if (isHeld) void this.applyRetention();
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
      const { summary, left } = await this.#ledger.reopen(id);
      const at = { number: (summary?.turns ?? 0) + 1, chapter: this.#ledger.chapter(summary) };
      return new TranscriptSlot(this, this.#drafts, at, left);
    } catch {
      return new TranscriptSlot(this, this.#drafts);
    }
  }

  /** Records a finished turn that was never drafted. */
  async append(entry: StoredTurn, latency: number | undefined): Promise<number | undefined> {
    return (await this.slot()).append(entry, latency);
  }

  /**
   * Records a finished turn. Resolves to its number, or to nothing if the turn has to wait for the store, or if another process has answered
   * its question.
   */
  async record(slot: TranscriptSlot, entry: StoredTurn, latency: number | undefined): Promise<number | undefined> {
    try {
      if (slot.number === undefined && (await this.#isAnsweredElsewhere(entry.id))) return undefined;
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

  /**
   * Whether another process has recorded an answer to the question of a turn that began while the store was away. A draft that it left is
   * overwritten: people see the answer that has come to its end.
   */
  async #isAnsweredElsewhere(id: string | undefined): Promise<boolean> {
    const { summary } = await this.#ledger.reopen(id);
    return id !== undefined && summary?.done?.includes(id) === true;
  }

  /** Writes a turn again, unless it was forgotten: less of it was heard than was said, or more of it understood. */
  async revise(number: number, entry: StoredTurn, chapter?: TranscriptChapter): Promise<void> {
    const writing = chapter ?? this.#ledger.chapter(await this.summary());
    await this.#rewriting.run(async () => {
      if (await this.#ledger.isOpen(writing)) await writing.write(number, entry);
    });
  }

  /** Whether a chapter goes on with the conversation that is awake on it. Otherwise another one may go on with it. */
  async goesOn(chapter: TranscriptChapter): Promise<boolean> {
    return this.#ledger.isHeld && (await this.#ledger.isOpen(chapter));
  }

  /** Replaces what is going to be recorded of a turn that waits for the store. */
  amend(slot: TranscriptSlot, entry: StoredTurn): void {
    this.#ledger.amend(slot, entry);
  }

  /** The newest turns, oldest first, including drafts that dead processes left. @throws {StoreUnavailableError} */
  async newest(): Promise<NumberedTurn[]> {
    const summary = await this.summary();
    const last = summary?.turns ?? 0;
    const newest = await this.#ledger.chapter(summary).entries(Math.max(1, last - MOST_DONE), last);
    return newest.filter((entry) => this.#isKept(entry));
  }

  /** One turn; nothing if there's none with this number, or if it has expired. @throws {StoreUnavailableError} */
  async entry(number: number): Promise<StoredTurn | undefined> {
    const entry = await this.#ledger.chapter(await this.summary()).entry(number);
    return entry && this.#isKept(entry) ? entry : undefined;
  }

  /**
   * The newest turns after the first `turns` turns, oldest first: all of them, or enough to make at least `tokens`
   * tokens. Expired turns are left out.
   *
   * @throws {StoreUnavailableError} if they can't be read.
   */
  async since(turns: number, tokens: number): Promise<NumberedTurn[]> {
    return (await this.#read({ after: turns, isBefore: () => false, tokens })).turns;
  }

  /**
   * The newest turns after the last one that `isBefore`, oldest first: all of them, or as many as make at least `tokens` tokens.
   * Expired turns are left out.
   *
   * @throws {StoreUnavailableError} if they can't be read.
   */
  after(isBefore: (turn: NumberedTurn) => boolean, tokens: number): Promise<TurnStretch> {
    return this.#read({ after: 0, isBefore, tokens });
  }

  async #read(wanted: { after: number; isBefore(turn: NumberedTurn): boolean; tokens: number }): Promise<TurnStretch> {
    const summary = await this.summary();
    const isKept = (entry: StoredTurn) => this.#isKept(entry);
    return readStretch(this.#ledger.chapter(summary), { ...wanted, last: summary?.turns ?? 0, isKept });
  }

  /**
   * Makes what is stored go by the place's retention, if that has changed since: what is too old is erased. Never rejects:
   * what can't be done now is done when the conversation wakes the next time, and what is too old isn't told meanwhile.
   */
  async applyRetention(): Promise<void> {
    this.#shortening += 1;
    await this.#rewriting.run(() => this.#shorten()).catch(() => {});
    this.#shortening -= 1;
    this.#settled();
  }

  async #shorten(): Promise<void> {
    const { retention, write } = this.#archive;
    const [lifetime, oldest] = [retention?.lifetime(), retention?.oldest()];
    const summary = await this.summary();
    if (!summary || lifetime === undefined || oldest === undefined) return;
    const { turns, kept = RECORD_KINDS.turn.lifetime } = summary;
    if (lifetime === kept) return;
    if (lifetime < kept) await shortenChapter({ chapter: this.#ledger.chapter(summary), turns, oldest, write });
    await this.#ledger.write(await this.#ledger.change((before = summary) => ({ ...before, kept: lifetime })), []);
  }

  #isKept({ at }: StoredTurn): boolean {
    const oldest = this.#archive.retention?.oldest();
    return oldest === undefined || at >= oldest;
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
    await this.#rewriting.run(() => this.#ledger.forget(at));
  }

  /**
   * Erases one person: their turns, what other people's turns quote of them, and a recap that tells of them. `at` is in
   * milliseconds since the epoch, and what is from later than `before` stays. Other people's turns keep their numbers.
   *
   * @throws {NotStoredError} if the store is unavailable. It has to be done again then.
   */
  async erase(person: string, at: number, before = Number.POSITIVE_INFINITY): Promise<void> {
    await this.#drafts.settled;
    await this.#rewriting.run(() => this.#ledger.erase(person, at, before));
  }
}
