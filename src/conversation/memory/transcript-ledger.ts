import type { StoreRecord } from '../../store/store.ts';
import {
  NotStoredError,
  retryWhenBack,
  StoreUnavailableError,
  UnreadableRecordError,
} from '../../store/store-errors.ts';
import { addSpeaker, chooseLabel } from '../people/speaker-labels.ts';
import type { NumberedTurn, StoredTurn } from '../turns/stored-turn.ts';
import type { TranscriptArchive } from './transcript-archive.ts';
import { TranscriptChapter } from './transcript-chapter.ts';
import type { TranscriptSlot } from './transcript-slot.ts';
import { addTurn, forgetSummary, type TranscriptSummary } from './transcript-summary.ts';

/** Turns that may wait until the store can be read; more of them are lost. */
const MOST_LATE = 200;

/** A turn that ended while the summary could not be read. */
type Late = { slot: TranscriptSlot; entry: StoredTurn; latency: number | undefined };

/**
 * A conversation's summary, as the store has it: read when it is first needed, changed, and forgotten. What cannot be done
 * because the store is away waits here, and is made up for as soon as it is back.
 */
export class TranscriptLedger {
  readonly #channel: string;
  readonly #archive: TranscriptArchive;
  readonly #settled: () => void;
  /** What the store said last; nobody else writes this channel's summary while a transcript is in use. */
  #known: Promise<TranscriptSummary | undefined> | undefined;
  /** What a process that died has left of the newest turn. */
  #left: NumberedTurn | undefined;
  #late: Late[] = [];
  /** When it was to be forgotten, as long as it cannot be read. */
  #forgetAt: number | undefined;
  #catchingUp = false;
  /** Whether a conversation is awake on it: then nobody else in this process writes the summary. */
  #isHeld = false;
  #erasing: Promise<void> | undefined;

  /** @param settled told when nothing waits for the store any more */
  constructor(channel: string, archive: TranscriptArchive, settled: () => void) {
    this.#channel = channel;
    this.#archive = archive;
    this.#settled = settled;
  }

  /** How many turns wait for a store that is away. */
  get late(): number {
    return this.#late.length;
  }

  /** Whether anything waits for the store. */
  get unsettled(): boolean {
    return this.#catchingUp;
  }

  /** The summary; nothing before the first turn. @throws {StoreUnavailableError} when it cannot be read. The next time it is tried again. */
  summary(): Promise<TranscriptSummary | undefined> {
    this.#known ??= this.#wake().catch((error) => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }

  /** The turns that a summary tells of. */
  chapter(summary: TranscriptSummary | undefined): TranscriptChapter {
    return new TranscriptChapter(this.#channel, summary?.epoch, this.#archive.turns);
  }

  /** Has what is known hold, or no longer: a conversation is awake on it, or has gone to rest, and another may wake. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
  }

  /**
   * Whether a chapter is the one that is written in. Where no conversation is awake on it, another one of this process may
   * have forgotten it meanwhile; another process that did has the lease, and nothing is written here without that.
   */
  async isOpen(chapter: TranscriptChapter): Promise<boolean> {
    if (this.#forgetAt !== undefined) return false;
    if (this.#isHeld && this.#known) return (await this.#known.catch(() => undefined))?.epoch === chapter.epoch;
    const stored = await this.#archive.summaries.getReadable([this.#channel]).catch(() => undefined);
    const summary = stored?.[0] ?? (await this.#known?.catch(() => undefined));
    return summary?.epoch === chapter.epoch;
  }

  /** Makes another summary of what it is at that moment, and resolves with that. @throws {StoreUnavailableError} as `summary` does */
  async change<T extends TranscriptSummary | undefined>(
    change: (before: TranscriptSummary | undefined) => T,
  ): Promise<T> {
    for (;;) {
      const known = this.summary();
      const before = await known;
      // It was changed by somebody else in between.
      if (known !== this.#known) continue;
      const after = change(before);
      this.#known = Promise.resolve(after);
      return after;
    }
  }

  /** Writes a summary, and with it other records. */
  async write(summary: TranscriptSummary | undefined, records: readonly StoreRecord[]): Promise<void> {
    const whole = summary ? [this.#archive.summaries.record(this.#channel, summary)] : [];
    await this.#archive.write([...records, ...whole]);
  }

  /** The summary; if the newest turn is what a dead process has left of this question, that may be overwritten. */
  async reopen(id: string | undefined): Promise<TranscriptSummary | undefined> {
    const summary = await this.change((before) => this.#without(before, id));
    if (summary?.forgotten?.length) void this.#catchUp();
    return summary;
  }

  /** Has a turn recorded as soon as the summary can be read, as the newest one then. @throws when too many wait */
  defer(late: Late): void {
    if (this.#late.length >= MOST_LATE) throw new Error('too many turns wait for the store');
    this.#late.push(late);
    void this.#catchUp();
  }

  /** Has a turn that waits be recorded as something else. */
  amend(slot: TranscriptSlot, entry: StoredTurn): void {
    const late = this.#late.find((one) => one.slot === slot);
    if (late) late.entry = entry;
  }

  /** See `Transcript.forget`. */
  async forget(at: number): Promise<void> {
    this.#late = [];
    try {
      if (!(await this.#beforeForgetting(at))) return;
      const summary = await this.change((before) => forgetSummary(before ?? { turns: 0 }, at));
      await this.#archive.summaries.setSurely(this.#channel, summary);
      await this.#erase();
    } catch (error) {
      if (!(error instanceof NotStoredError || error instanceof StoreUnavailableError)) throw error;
      void this.#catchUp();
      throw error instanceof NotStoredError ? error : new NotStoredError(true);
    }
  }

  /** What is to be forgotten. @throws {StoreUnavailableError} when it cannot be read: it is forgotten as soon as it can be. */
  async #beforeForgetting(at: number): Promise<TranscriptSummary | undefined> {
    try {
      return await this.summary();
    } catch (error) {
      // A summary that nobody can read must not be in the way of a new one.
      if (error instanceof UnreadableRecordError) {
        this.#known = Promise.resolve({ turns: 0 });
        return this.#known;
      }
      if (error instanceof StoreUnavailableError) this.#forgetAt = at;
      throw error;
    }
  }

  #without(summary: TranscriptSummary | undefined, id: string | undefined): TranscriptSummary | undefined {
    const left = this.#left;
    if (id === undefined) return summary;
    this.#left = undefined;
    const isLeft = summary && left?.id === id && left.number === summary.turns;
    return isLeft ? { ...summary, turns: summary.turns - 1 } : summary;
  }

  /** Reads the summary, and brings it up to date with what has happened before it could be read. */
  async #wake(): Promise<TranscriptSummary | undefined> {
    let summary = await this.#load();
    if (this.#forgetAt !== undefined) {
      summary = summary && forgetSummary(summary, this.#forgetAt);
      this.#forgetAt = undefined;
      await this.write(summary, []);
    }
    const late = this.#late;
    this.#late = [];
    const records = late.map(({ slot, entry, latency }) => {
      // Who else had that name could not be known.
      const person = { ...entry.person, name: chooseLabel(entry.person, summary?.speakers ?? []) };
      summary = addTurn(this.#without(summary, entry.id), { ...entry, person }, latency);
      slot.settle(summary.turns, this.chapter(summary), person);
      return slot.record(entry);
    });
    if (records.length > 0) await this.write(summary, records);
    return summary;
  }

  /** Counts the turns, too, of which processes that died, one after the other, have left drafts. */
  async #load(): Promise<TranscriptSummary | undefined> {
    let summary = await this.#archive.summaries.get(this.#channel);
    const chapter = this.chapter(summary);
    for (let turns = (summary?.turns ?? 0) + 1; ; turns += 1) {
      const draft = await chapter.entry(turns);
      if (!draft) return summary;
      this.#left = { ...draft, number: turns };
      const speakers = addSpeaker(summary?.speakers ?? [], draft.person);
      summary = { ...summary, startedAt: summary?.startedAt ?? draft.at, lastAt: draft.at, speakers, turns };
    }
  }

  /** Does what waits for the store as soon as it is there; what it cannot do is left to the next turn. It never rejects. */
  async #catchUp(): Promise<void> {
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    const { waitUntilBack: returned } = this.#archive.summaries;
    await retryWhenBack(returned, async () => {
      await this.summary();
      await this.#erase().catch((error) => {
        throw error instanceof NotStoredError && error.queued ? new StoreUnavailableError(error) : error;
      });
    }).catch(() => {});
    this.#catchingUp = false;
    this.#settled();
  }

  /** Erases what was forgotten. @throws {NotStoredError} or {StoreUnavailableError} when the store is away; the rest is done later. */
  #erase(): Promise<void> {
    this.#erasing ??= this.#eraseAll().finally(() => {
      this.#erasing = undefined;
    });
    return this.#erasing;
  }

  async #eraseAll(): Promise<void> {
    const { turns, recaps, summaries } = this.#archive;
    for (;;) {
      const [first] = (await this.summary())?.forgotten ?? [];
      if (!first) return;
      await new TranscriptChapter(this.#channel, first.epoch, turns).erase(first.turns);
      const [recap] = await recaps.getReadable([this.#channel]);
      const startedAt = (await this.summary())?.startedAt;
      if (recap && recap.startedAt !== startedAt) await recaps.deleteSurely([this.#channel]);
      const summary = await this.change((before = { turns: 0 }) => ({
        ...before,
        forgotten: before.forgotten?.filter((one) => one !== first) ?? [],
      }));
      await summaries.setSurely(this.#channel, summary);
    }
  }
}
