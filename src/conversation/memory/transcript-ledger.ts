import type { StoreRecord } from '../../store/store.ts';
import { patiently, StoreAway, Unreadable, Unstored } from '../../store/store-errors.ts';
import { labelOf, withSpeaker } from '../people/speaker-labels.ts';
import type { Entry, Numbered } from '../turns/turn-record.ts';
import type { Archive } from './transcript-archive.ts';
import { Chapter } from './transcript-chapter.ts';
import type { Slot } from './transcript-slot.ts';
import { forgotten, grown, type Summary } from './transcript-summary.ts';

/** Turns that may wait until the store can be read; more of them are lost. */
const MOST_LATE = 200;

/** A turn that ended while the summary could not be read. */
type Late = { slot: Slot; entry: Entry; latency: number | undefined };

/**
 * A conversation's summary, as the store has it: read when it is first needed, changed, and forgotten. What cannot be done
 * because the store is away waits here, and is made up for as soon as it is back.
 */
export class Ledger {
  readonly #channel: string;
  readonly #archive: Archive;
  readonly #settled: () => void;
  /** What the store said last; nobody else writes this channel's summary while a transcript is in use. */
  #known: Promise<Summary | undefined> | undefined;
  /** What a process that died has left of the newest turn. */
  #left: Numbered | undefined;
  #late: Late[] = [];
  /** When it was to be forgotten, as long as it cannot be read. */
  #forgetAt: number | undefined;
  #catchingUp = false;
  /** Whether a conversation is awake on it: then nobody else in this process writes the summary. */
  #isHeld = false;
  #erasing: Promise<void> | undefined;

  /** @param settled told when nothing waits for the store any more */
  constructor(channel: string, archive: Archive, settled: () => void) {
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

  /** The summary; nothing before the first turn. @throws {StoreAway} when it cannot be read. The next time it is tried again. */
  summary(): Promise<Summary | undefined> {
    this.#known ??= this.#wake().catch((error) => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }

  /** The turns that a summary tells of. */
  chapter(summary: Summary | undefined): Chapter {
    return new Chapter(this.#channel, summary?.epoch, this.#archive.turns);
  }

  /** Has what is known hold, or no longer: a conversation is awake on it, or has gone to rest, and another may wake. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
  }

  /**
   * Whether a chapter is the one that is written in. Where no conversation is awake on it, another one of this process may
   * have forgotten it meanwhile; another process that did has the lease, and nothing is written here without that.
   */
  async isOpen(chapter: Chapter): Promise<boolean> {
    if (this.#forgetAt !== undefined) return false;
    if (this.#isHeld && this.#known) return (await this.#known.catch(() => undefined))?.epoch === chapter.epoch;
    const stored = await this.#archive.summaries.getReadable([this.#channel]).catch(() => undefined);
    const summary = stored?.[0] ?? (await this.#known?.catch(() => undefined));
    return summary?.epoch === chapter.epoch;
  }

  /** Makes another summary of what it is at that moment, and resolves with that. @throws {StoreAway} as `summary` does */
  async change<T extends Summary | undefined>(change: (before: Summary | undefined) => T): Promise<T> {
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
  async write(summary: Summary | undefined, records: readonly StoreRecord[]): Promise<void> {
    const whole = summary ? [this.#archive.summaries.record(this.#channel, summary)] : [];
    await this.#archive.write([...records, ...whole]);
  }

  /** The summary; if the newest turn is what a dead process has left of this question, that may be overwritten. */
  async reopen(id: string | undefined): Promise<Summary | undefined> {
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
  amend(slot: Slot, entry: Entry): void {
    const late = this.#late.find((one) => one.slot === slot);
    if (late) late.entry = entry;
  }

  /** See `Transcript.forget`. */
  async forget(at: number): Promise<void> {
    this.#late = [];
    try {
      if (!(await this.#beforeForgetting(at))) return;
      const summary = await this.change((before) => forgotten(before ?? { turns: 0 }, at));
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

  #without(summary: Summary | undefined, id: string | undefined): Summary | undefined {
    const left = this.#left;
    if (id === undefined) return summary;
    this.#left = undefined;
    const isLeft = summary && left?.id === id && left.number === summary.turns;
    return isLeft ? { ...summary, turns: summary.turns - 1 } : summary;
  }

  /** Reads the summary, and brings it up to date with what has happened before it could be read. */
  async #wake(): Promise<Summary | undefined> {
    let summary = await this.#load();
    if (this.#forgetAt !== undefined) {
      summary = summary && forgotten(summary, this.#forgetAt);
      this.#forgetAt = undefined;
      await this.write(summary, []);
    }
    const late = this.#late;
    this.#late = [];
    const records = late.map(({ slot, entry, latency }) => {
      // Who else had that name could not be known.
      const person = { ...entry.person, name: labelOf(entry.person, summary?.speakers ?? []) };
      summary = grown(this.#without(summary, entry.id), { ...entry, person }, latency);
      slot.settle(summary.turns, this.chapter(summary), person);
      return slot.record(entry);
    });
    if (records.length > 0) await this.write(summary, records);
    return summary;
  }

  /** Counts the turns, too, of which processes that died, one after the other, have left drafts. */
  async #load(): Promise<Summary | undefined> {
    let summary = await this.#archive.summaries.get(this.#channel);
    const chapter = this.chapter(summary);
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

  /** Erases what was forgotten. @throws {Unstored} or {StoreAway} when the store is away; the rest is done later. */
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
      await new Chapter(this.#channel, first.epoch, turns).erase(first.turns);
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
