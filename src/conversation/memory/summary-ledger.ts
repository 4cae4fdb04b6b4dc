import type { Place } from '../../base/place.ts';
import type { StoreRecord } from '../../store/store.ts';
import {
  NotStoredError,
  retryWhenBack,
  StoreUnavailableError,
  UnreadableRecordError,
} from '../../store/store-errors.ts';
import { chooseLabel } from '../people/speaker-labels.ts';
import type { StoredTurn } from '../turns/stored-turn.ts';
import { ChapterEraser } from './chapter-eraser.ts';
import { LateChanges, type LateTurn } from './late-changes.ts';
import { closeDraft, type LoadedSummary, loadDrafts, reopenDraft } from './loaded-summary.ts';
import { PersonEraser } from './person-eraser.ts';
import { makeSummaryRecord, type TranscriptArchive } from './transcript-archive.ts';
import { TranscriptChapter } from './transcript-chapter.ts';
import type { TranscriptSlot } from './transcript-slot.ts';
import { addTurn, forgetSummary, locateSummary, type TranscriptSummary } from './transcript-summary.ts';

/**
 * A conversation's summary as the store has it: read when it's first needed, then changed, and forgotten. What can't be
 * done because the store is unavailable waits here and is made up for as soon as it's back.
 */
export class SummaryLedger {
  /** Whether a conversation is awake on it. Then what is known here stays true; once it rests, another one may wake. */
  isHeld = false;
  readonly #place: Place;
  readonly #archive: TranscriptArchive;
  readonly #settled: () => void;
  /** What the store said last. Nobody else writes this channel's summary while a transcript is in use. */
  #known: Promise<LoadedSummary> | undefined;
  readonly #late = new LateChanges();
  readonly #eraser: ChapterEraser;
  readonly #people: PersonEraser;
  #catchingUp = false;

  /** `settled` is called when nothing waits for the store any more. */
  constructor(place: Place, archive: TranscriptArchive, settled: () => void) {
    this.#place = place;
    this.#archive = archive;
    this.#settled = settled;
    this.#eraser = new ChapterEraser(place.channel, archive, this);
    this.#people = new PersonEraser(place.channel, archive, this);
  }

  /** How many turns wait for the store. */
  get late(): number {
    return this.#late.turns;
  }

  /** Whether anything waits for the store. */
  get unsettled(): boolean {
    return this.#catchingUp;
  }

  /**
   * The summary; nothing before the first turn.
   *
   * @throws {StoreUnavailableError} if it can't be read. The next call tries again.
   */
  async summary(): Promise<TranscriptSummary | undefined> {
    return (await this.#read()).summary;
  }

  /** The turns that a summary counts. */
  chapter(summary: TranscriptSummary | undefined): TranscriptChapter {
    return new TranscriptChapter(this.#place.channel, summary ?? {}, this.#archive);
  }

  /**
   * Whether a chapter is the current one. If no conversation is awake here, another one in this process may have
   * forgotten the chapter meanwhile, so the store is asked. Another process that did so has the lease, and without the
   * lease nothing is written here.
   */
  async isOpen(chapter: TranscriptChapter): Promise<boolean> {
    if (this.#late.isForgotten) return false;
    const known = () => this.#known?.catch(() => undefined);
    if (this.isHeld && this.#known) return chapter.isOf((await known())?.summary);
    const stored = await this.#archive.summaries.getReadable([this.#place.channel]).catch(() => undefined);
    return chapter.isOf(stored?.[0] ?? (await known())?.summary);
  }

  /**
   * Replaces the summary by one that is made from the newest, notes in it where the conversation is, and resolves to
   * that. Nothing is written yet.
   *
   * @throws {StoreUnavailableError} like `summary`.
   */
  async change(change: (before: TranscriptSummary | undefined) => TranscriptSummary): Promise<TranscriptSummary> {
    const locate = (loaded: LoadedSummary) => {
      const changed = { ...loaded, summary: change(loaded.summary) };
      // What was said aloud may follow a draft, too.
      const isFollowed = changed.summary.turns > (changed.draft?.number ?? Number.POSITIVE_INFINITY);
      const { summary, draft } = isFollowed ? closeDraft(changed) : changed;
      return { summary: locateSummary(summary, this.#place), draft };
    };
    return (await this.#update(locate)).summary;
  }

  /** Writes a summary together with other records. */
  async write(summary: TranscriptSummary | undefined, records: readonly StoreRecord[]): Promise<void> {
    const whole = summary ? [makeSummaryRecord(this.#archive, this.#place.channel, summary)] : [];
    await this.#archive.write([...records, ...whole]);
  }

  /** The summary when the question with this id is about to be asked; see {@link reopenDraft}. */
  async reopen(id: string | undefined): Promise<Pick<ReturnType<typeof reopenDraft>, 'summary' | 'left'>> {
    const { summary, left } = await this.#update((loaded) => reopenDraft(loaded, id));
    if (summary?.forgotten?.length) void this.#catchUp();
    return { summary, ...(left && { left }) };
  }

  /** Stores a turn as soon as the summary can be read; it's the newest one then. @throws if too many wait. */
  defer(late: LateTurn): void {
    this.#late.add(late);
    void this.#catchUp();
  }

  /** Replaces what is going to be stored of a turn that waits. */
  amend(slot: TranscriptSlot, entry: StoredTurn): void {
    this.#late.amend(slot, entry);
  }

  /** See `Transcript.forget`. */
  async forget(at: number): Promise<void> {
    this.#late.drop();
    await this.#eraseOrLater(async () => {
      if (!(await this.#readToForget(at))) return;
      const summary = await this.change((before) => forgetSummary(before ?? { turns: 0 }, at));
      await this.#archive.writeSurely([makeSummaryRecord(this.#archive, this.#place.channel, summary)]);
    });
  }

  /** See `Transcript.erase`. */
  async erase(person: string, at: number, before: number): Promise<void> {
    this.#late.erase(person, before);
    await this.#eraseOrLater(async () => {
      try {
        await this.#people.erase(person, at, before);
      } catch (error) {
        // What was counted here as erased is neither in the store nor on its way there.
        if (!(error instanceof NotStoredError && error.queued)) this.#known = undefined;
        throw error;
      }
    });
  }

  /** Erases what is forgotten after `forget`. @throws {NotStoredError} if it couldn't be, but will be if it's `queued`. */
  async #eraseOrLater(forget: () => Promise<void>): Promise<void> {
    try {
      await forget();
      await this.#eraser.erase();
    } catch (error) {
      if (!(error instanceof NotStoredError || error instanceof StoreUnavailableError)) throw error;
      void this.#catchUp();
      throw error instanceof NotStoredError ? error : new NotStoredError(true);
    }
  }

  /**
   * The summary that is to be forgotten.
   *
   * @throws {StoreUnavailableError} if it can't be read. It's forgotten as soon as it can be.
   */
  async #readToForget(at: number): Promise<TranscriptSummary | undefined> {
    try {
      return await this.summary();
    } catch (error) {
      // A summary that can't be understood must not be in the way of a new one.
      if (error instanceof UnreadableRecordError) {
        this.#known = Promise.resolve({ summary: { turns: 0 }, draft: undefined });
        return this.summary();
      }
      if (error instanceof StoreUnavailableError) this.#late.forget(at);
      throw error;
    }
  }

  async #update<T extends LoadedSummary>(update: (loaded: LoadedSummary) => T): Promise<T> {
    for (;;) {
      const known = this.#read();
      const loaded = await known;
      // If it was changed meanwhile, this change starts from the new one.
      if (known !== this.#known) continue;
      const updated = update(loaded);
      this.#known = Promise.resolve(updated);
      return updated;
    }
  }

  #read(): Promise<LoadedSummary> {
    this.#known ??= this.#load().catch((error) => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }

  /** Reads the summary, and brings it up to date with what happened before it could be read. */
  async #load(): Promise<LoadedSummary> {
    const stored = await this.#archive.summaries.get(this.#place.channel);
    let loaded = await loadDrafts(stored, this.chapter(stored));
    await this.#dropUnwanted();
    const { forgetAt, turns } = this.#late.takeAll();
    if (forgetAt !== undefined)
      loaded = { summary: loaded.summary && forgetSummary(loaded.summary, forgetAt), draft: undefined };
    const records = turns.flatMap(({ slot, entry, latency }) => {
      const { summary: before, draft } = reopenDraft(loaded, entry.id);
      // Another process has answered it meanwhile: people see that one's answer.
      if (entry.id !== undefined && before?.done?.includes(entry.id)) return [];
      // Their label couldn't be chosen before, because the labels of the others weren't known.
      const person = { ...entry.person, name: chooseLabel(entry.person, before?.speakers ?? []) };
      const summary = locateSummary(addTurn(before, { ...entry, person }, latency), this.#place);
      loaded = { summary, draft };
      slot.settle(summary.turns, this.chapter(summary), person);
      return [slot.record(entry)];
    });
    if (forgetAt !== undefined || records.length > 0) await this.write(loaded.summary, records);
    return loaded;
  }

  /** While the store was unavailable, nobody could tell who wants nothing stored. Of whom nobody can tell now, nothing is. */
  async #dropUnwanted(): Promise<void> {
    const { mayStore } = this.#archive;
    if (mayStore)
      for (const person of this.#late.people) if ((await mayStore(person)) !== 'yes') this.#late.dropOf(person);
  }

  /**
   * Does what waits for the store as soon as it's back. What can't be done then is left for the next turn. It never
   * rejects.
   */
  async #catchUp(): Promise<void> {
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    await retryWhenBack(this.#archive.summaries.waitUntilBack, async () => {
      await this.summary();
      await this.#eraser.erase().catch((error) => {
        throw error instanceof NotStoredError && error.queued ? new StoreUnavailableError(error) : error;
      });
    }).catch(() => {});
    this.#catchingUp = false;
    this.#settled();
  }
}
