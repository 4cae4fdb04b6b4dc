import { patiently, StoreAway, Unreadable, Unstored } from '../store/away.ts';
import { KINDS } from '../store/kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import { Chapter } from './chapter.ts';
import type { Entry, Numbered } from './entry.ts';
import type { Recap } from './recap.ts';
import { SEED_TOKENS } from './seed.ts';
import { Slot } from './slot.ts';
import { withSpeaker } from './speakers.ts';
import { forgotten, grown, MOST_DONE, noted, type Summary } from './summary.ts';
import { pairTokens } from './tokens.ts';

/** Where transcripts are kept. */
export type Archive = {
  turns: Shelf<Entry>;
  summaries: Shelf<Summary>;
  recaps: Shelf<Recap>;
  write: Store['write'];
};

/** The transcripts in a store. */
export const archiveIn = (store: Pick<Store, 'shelf' | 'write'>): Archive => ({
  turns: store.shelf(KINDS.turn),
  summaries: store.shelf(KINDS.conversation),
  recaps: store.shelf(KINDS.recap),
  write: store.write,
});

/** So many turns are read at once. */
const PAGE = 50;

/** Turns that may wait until the store can be read; more of them are lost. */
const MOST_LATE = 200;

/** A turn that ended while the transcript could not be read. */
type Late = { slot: Slot; entry: Entry; latency: number | undefined };

/**
 * Our own record of one channel's turns: the source of truth, where a handle is only a shortcut. While the store cannot be
 * read when it is first needed, turns wait in memory: nobody knows their numbers then.
 */
export class Transcript {
  readonly #channel: string;
  readonly #archive: Archive;
  /** What the store said last; nobody else writes this channel's summary while a transcript is in use. */
  #known: Promise<Summary | undefined> | undefined;
  #drafted: Promise<void> = Promise.resolve();
  /** What a process that died has left of the newest turn. */
  #left: Numbered | undefined;
  /** The turn that was begun last, and when it is known whether it is recorded. */
  #begun: { number: number; recorded: Promise<unknown> } = { number: 0, recorded: Promise.resolve() };
  #late: Late[] = [];
  /** When it was to be forgotten, as long as it cannot be read. */
  #forgetAt: number | undefined;
  #catchingUp = false;
  #erasing: Promise<void> | undefined;
  readonly #settled: () => void;

  /** @param settled told when nothing waits for the store any more; see `unsettled` */
  constructor(channel: string, archive: Archive, settled: () => void = () => {}) {
    this.#channel = channel;
    this.#archive = archive;
    this.#settled = settled;
  }

  /** How many turns wait for a store that is away, and would be lost with the process. */
  get late(): number {
    return this.#late.length;
  }

  /** Whether it must be kept in memory: something waits for a store that is away. */
  get unsettled(): boolean {
    return this.#catchingUp;
  }

  /**
   * The conversation as a whole, or nothing before its first turn.
   *
   * @throws {StoreAway} when that cannot be known. It is looked up again the next time.
   */
  summary(): Promise<Summary | undefined> {
    this.#known ??= this.#wake().catch((error) => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }

  /** Sees whether the transcript can be read just now. @throws {StoreAway} if it cannot */
  async check(): Promise<void> {
    await this.summary();
    // The summary may be known from before.
    await this.#archive.recaps.getReadable([this.#channel]);
  }

  /**
   * The place of the turn that is asked next; of a question with an id, that of what a process that died has left of its
   * answer. The one before must have been recorded, or have come to nothing. It never rejects.
   */
  async slot(id?: string): Promise<Slot> {
    try {
      const summary = await this.#reopened(id);
      if (summary?.forgotten?.length) void this.#catchUp();
      return new Slot(this, (summary?.turns ?? 0) + 1, this.#chapter(summary));
    } catch {
      return new Slot(this, undefined, undefined);
    }
  }

  /** Adds a finished turn, without what a slot is needed for. */
  async append(entry: Entry, latency: number | undefined): Promise<number | undefined> {
    return (await this.slot()).append(entry, latency);
  }

  /**
   * Keeps what there is of a turn, because people see it: if the process dies, it counts as a turn. In the end it is
   * recorded, or forgotten with everything else.
   */
  async draft({ number, chapter }: Slot, entry: Entry): Promise<void> {
    if (number === undefined) return;
    // A draft of ours must not be taken for one that another process has left.
    this.#drafted = this.summary().then(async (summary) => {
      if (chapter?.epoch === summary?.epoch) await chapter?.write(number, entry);
    });
    return this.#drafted;
  }

  /** Records a finished turn and returns its number; nothing if that is not known yet, or it was forgotten meanwhile. */
  async record(slot: Slot, entry: Entry, latency: number | undefined): Promise<number | undefined> {
    await this.#drafted.catch(() => {});
    try {
      const summary = await this.#change((before) => grown(before, entry, latency));
      slot.settle(summary.turns, this.#chapter(summary));
      await this.#write(summary, [slot.record(entry)]);
      return summary.turns;
    } catch (error) {
      if (!(error instanceof StoreAway) || error instanceof Unreadable) throw error;
      if (this.#late.length >= MOST_LATE) throw new Error('too many turns wait for the store', { cause: error });
      this.#late.push({ slot, entry, latency });
      void this.#catchUp();
      return undefined;
    }
  }

  /** Writes a turn anew, unless it was forgotten: less of it was heard than was said, or more of it understood. */
  async revise(number: number, entry: Entry, chapter?: Chapter): Promise<void> {
    const writing = chapter ?? this.#chapter(await this.summary());
    if (await this.#isOpen(writing)) await writing.write(number, entry);
  }

  /** Has a turn that waits for the store be recorded as something else. */
  amend(slot: Slot, entry: Entry): void {
    const late = this.#late.find((one) => one.slot === slot);
    if (late) late.entry = entry;
  }

  /** A turn begins that will have this number if it is recorded, which is known when `recorded` settles. */
  begin(number: number, recorded: Promise<unknown>): void {
    this.#begun = { number, recorded };
  }

  /** Resolves with how many of the first `turns` turns are recorded, once that is known of a turn that was begun. */
  async recorded(turns: number): Promise<number> {
    const { number, recorded } = this.#begun;
    if (turns >= number) await recorded;
    return Math.min(turns, (await this.summary())?.turns ?? 0);
  }

  /** Whether the question with this id was answered, however that ended, as far as that can be known. */
  async knows(id: string): Promise<boolean> {
    const summary = await this.summary().catch(() => undefined);
    return summary?.done?.includes(id) ?? false;
  }

  /** The newest turns, oldest first, finished or left unfinished by a process that died. @throws {StoreAway} */
  async newest(): Promise<Numbered[]> {
    const summary = await this.summary();
    const last = summary?.turns ?? 0;
    return this.#chapter(summary).entries(Math.max(1, last - MOST_DONE), last);
  }

  /** Notes that a question was answered of which there is no record. @throws {StoreAway} */
  async note(id: string): Promise<void> {
    const summary = await this.#change((before) => noted(before, id));
    await this.#archive.summaries.set(this.#channel, summary);
  }

  /** One turn; nothing if there is none of this number, or if it has expired. @throws {StoreAway} */
  async entry(number: number): Promise<Entry | undefined> {
    return this.#chapter(await this.summary()).entry(number);
  }

  /**
   * The newest of what came after the first `turns` turns, oldest first and numbered: all of it, or at least `tokens`
   * tokens. Expired turns are left out.
   *
   * @throws {StoreAway} when they cannot be read
   */
  async since(turns: number, tokens = SEED_TOKENS): Promise<Numbered[]> {
    const summary = await this.summary();
    const chapter = this.#chapter(summary);
    let found: Numbered[] = [];
    let room = tokens;
    for (let last = summary?.turns ?? 0; last > turns && room >= 0; last -= PAGE) {
      const page = await chapter.entries(Math.max(turns, last - PAGE) + 1, last);
      // Turns expire in their order, so behind so many missing ones there is nothing.
      if (page.length === 0) break;
      for (const entry of page) room -= pairTokens(entry);
      found = [...page, ...found];
    }
    return found;
  }

  /**
   * What the model made of this conversation's older turns, if it did.
   *
   * @throws {StoreAway} when it cannot be read: one that is there must not be taken for none, and made anew without it.
   */
  async recap(): Promise<Recap | undefined> {
    const startedAt = (await this.summary())?.startedAt;
    if (startedAt === undefined) return undefined;
    const recap = await this.#archive.recaps.get(this.#channel);
    return recap?.startedAt === startedAt ? recap : undefined;
  }

  /** Keeps a recap instead of the one before. */
  async keep(recap: Recap): Promise<void> {
    await this.#archive.recaps.set(this.#channel, recap);
  }

  /**
   * Forgets every turn, and what the model made of them; `at` is in milliseconds since the epoch. Resolves when nothing of
   * it is left. From the first moment on nothing is told or written of it any more, also after a crash in the middle.
   *
   * @throws {Unstored} when the store is away: if `queued`, it is forgotten as soon as that is back.
   */
  async forget(at: number): Promise<void> {
    await this.#drafted.catch(() => {});
    this.#late = [];
    try {
      if (!(await this.#beforeForgetting(at))) return;
      const summary = await this.#change((before) => forgotten(before ?? { turns: 0 }, at));
      await this.#archive.summaries.setSurely(this.#channel, summary);
      await this.#erase();
    } catch (error) {
      if (!(error instanceof Unstored || error instanceof StoreAway)) throw error;
      void this.#catchUp();
      throw error instanceof Unstored ? error : new Unstored(true);
    }
  }

  /** What is to be forgotten. @throws {StoreAway} when it cannot be read: it is forgotten as soon as it can be. */
  async #beforeForgetting(at: number): Promise<Summary | undefined> {
    try {
      return await this.summary();
    } catch (error) {
      // A summary that nobody can read must not be in the way of a new one.
      if (error instanceof Unreadable) {
        this.#known = Promise.resolve({ turns: 0 });
        return this.#known;
      }
      if (error instanceof StoreAway) this.#forgetAt = at;
      throw error;
    }
  }

  /** Whether a chapter is the one that is written in: another process, or another of our own, may have forgotten it. */
  async #isOpen(chapter: Chapter): Promise<boolean> {
    if (this.#forgetAt !== undefined) return false;
    const stored = await this.#archive.summaries.getReadable([this.#channel]).catch(() => undefined);
    const summary = stored?.[0] ?? (await this.#known?.catch(() => undefined));
    return summary?.epoch === chapter.epoch;
  }

  #chapter(summary: Summary | undefined): Chapter {
    return new Chapter(this.#channel, summary?.epoch, this.#archive.turns);
  }

  async #write(summary: Summary | undefined, records: Parameters<Store['write']>[0]): Promise<void> {
    const whole = summary ? [this.#archive.summaries.record(this.#channel, summary)] : [];
    await this.#archive.write([...records, ...whole]);
  }

  /** The summary, in which the newest turn may be overwritten if it is what a dead process has left of this question. */
  async #reopened(id: string | undefined): Promise<Summary | undefined> {
    return this.#change((summary) => this.#without(summary, id));
  }

  /** Makes another summary of what it is at that moment, and resolves with that. @throws {StoreAway} as `summary` does */
  async #change<T extends Summary | undefined>(change: (before: Summary | undefined) => T): Promise<T> {
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

  #without(summary: Summary | undefined, id: string | undefined): Summary | undefined {
    const left = this.#left;
    if (id === undefined) return summary;
    this.#left = undefined;
    return summary && left?.id === id && left.number === summary.turns
      ? { ...summary, turns: summary.turns - 1 }
      : summary;
  }

  /** Reads the summary, and brings it up to date with what has happened before it could be read. */
  async #wake(): Promise<Summary | undefined> {
    let summary = await this.#load();
    if (this.#forgetAt !== undefined) {
      summary = summary && forgotten(summary, this.#forgetAt);
      this.#forgetAt = undefined;
      await this.#write(summary, []);
    }
    const late = this.#late;
    this.#late = [];
    const records = late.map(({ slot, entry, latency }) => {
      summary = grown(this.#without(summary, entry.id), entry, latency);
      slot.settle(summary.turns, this.#chapter(summary));
      return slot.record(entry);
    });
    if (records.length > 0) await this.#write(summary, records);
    return summary;
  }

  /** Counts the turns, too, of which processes that died, one after the other, have left drafts. */
  async #load(): Promise<Summary | undefined> {
    let summary = await this.#archive.summaries.get(this.#channel);
    const chapter = this.#chapter(summary);
    for (let turns = (summary?.turns ?? 0) + 1; ; turns += 1) {
      const draft = await chapter.entry(turns);
      if (!draft) return summary;
      this.#left = { ...draft, number: turns };
      const speakers = withSpeaker(summary?.speakers ?? [], draft.person);
      summary = { ...summary, startedAt: summary?.startedAt ?? draft.at, lastAt: draft.at, speakers, turns };
    }
  }

  /** Does what waits for the store as soon as it is there; what it cannot do is left to the next turn. It never rejects. */
  async #catchUp(): Promise<void> {
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    const { returned } = this.#archive.summaries;
    await patiently(returned, async () => {
      await this.summary();
      await this.#erase().catch((error) => {
        throw error instanceof Unstored && error.queued ? new StoreAway(error) : error;
      });
    }).catch(() => {});
    this.#catchingUp = false;
    this.#settled();
  }

  /** Erases what was forgotten. @throws {Unstored} when the store is away; the rest is done later. */
  #erase(): Promise<void> {
    this.#erasing ??= this.#eraseAll().finally(() => {
      this.#erasing = undefined;
    });
    return this.#erasing;
  }

  async #eraseAll(): Promise<void> {
    for (;;) {
      const [first] = (await this.summary())?.forgotten ?? [];
      if (!first) return;
      await new Chapter(this.#channel, first.epoch, this.#archive.turns).erase(first.turns);
      const [recap] = await this.#archive.recaps.getReadable([this.#channel]);
      const startedAt = (await this.summary())?.startedAt;
      if (recap && recap.startedAt !== startedAt) await this.#archive.recaps.deleteSurely([this.#channel]);
      const summary = await this.#change((before = { turns: 0 }) => ({
        ...before,
        forgotten: before.forgotten?.filter((one) => one !== first) ?? [],
      }));
      await this.#archive.summaries.setSurely(this.#channel, summary);
    }
  }
}
