import { setImmediate } from 'node:timers/promises';
import type { StoreRecord } from '../../store/store.ts';
import type { StoredTurn } from '../turns/stored-turn.ts';
import { hasTrace, makePersonEraser } from './erased-turns.ts';
import { makeSummaryRecord, type TranscriptArchive } from './transcript-archive.ts';
import { TranscriptChapter } from './transcript-chapter.ts';
import {
  countErased,
  eraseNameOf,
  forgetSummary,
  hasNameOf,
  type TranscriptSummary,
  type TurnTimes,
} from './transcript-summary.ts';

/** How many turns are read, and how many are changed, at once. A long transcript is never in memory as a whole. */
const PAGE = 200;

/** Keeps a conversation's summary. */
type SummaryKeeper = {
  summary(): Promise<TranscriptSummary | undefined>;
  change(change: (before: TranscriptSummary | undefined) => TranscriptSummary): Promise<TranscriptSummary>;
};

/** A turn that holds something of the person, and what stays of it. */
type FoundTurn = { number: number; left: StoredTurn | undefined };

/**
 * What a chapter holds of a person: `turns`, the newest first. `from` is the number of the first turn that is there, `stay` is how
 * many stay, `others` is when they were asked; nothing if none does. `isNamed` says that some of them are from later, and the person's.
 */
type FoundTurns = {
  turns: FoundTurn[];
  from: number;
  stay: number;
  others: TurnTimes | undefined;
  isNamed: boolean;
};

/** Who is erased, `at` when, and up to `before` when; in milliseconds since the epoch. */
type PersonToErase = { person: string; at: number; before: number };

/**
 * Erases one person from a channel's transcript, and nothing else. The other turns keep their numbers. It's another edition
 * then: what comes late for it is never written.
 */
export class PersonEraser {
  readonly #channel: string;
  readonly #archive: TranscriptArchive;
  readonly #keeper: SummaryKeeper;

  constructor(channel: string, archive: TranscriptArchive, keeper: SummaryKeeper) {
    this.#channel = channel;
    this.#archive = archive;
    this.#keeper = keeper;
  }

  /**
   * Erases what the summary counts, and what no summary counts. A transcript without anything of the person stays as it is, and
   * one without anything else is forgotten as by a reset, and has yet to be erased. `at` is in milliseconds since the epoch. What is
   * from later than `before` is nobody's to erase.
   *
   * @throws {NotStoredError} or {@link StoreUnavailableError} if the store is unavailable. Some of it may be gone then.
   */
  async erase(person: string, at: number, before: number): Promise<void> {
    const subject = { person, at, before };
    const summary = await this.#keeper.summary();
    const found = summary && (await this.#find(summary, subject));
    // The summary doesn't say since when it names somebody.
    const isNamed = summary && before === Number.POSITIVE_INFINITY && hasNameOf(summary, person);
    const holds = found && (found.turns.length > 0 || isNamed);
    await this.#eraseRecap(subject, holds ?? false);
    if (!holds) await this.#eraseOrphans(summary, subject);
    else if (found.others) await this.#eraseTurns(summary, subject, { ...found, left: found.others });
    else await this.#write((now = summary) => forgetSummary(eraseNameOf(now, person), at), []);
  }

  /** Goes through the turns, and a draft behind them. Other work comes in between, because SQLite reads on the event loop. */
  async #find(summary: TranscriptSummary, { person, before }: PersonToErase): Promise<FoundTurns> {
    const chapter = new TranscriptChapter(this.#channel, summary, this.#archive);
    const erase = makePersonEraser(person, before);
    const found: FoundTurns = { turns: [], from: 0, stay: 0, others: undefined, isNamed: false };
    for (let first = 1; first <= summary.turns + 1; first += PAGE) {
      for (const { number, ...entry } of await chapter.entries(first, Math.min(summary.turns + 1, first + PAGE - 1))) {
        const left = erase(entry);
        found.from ||= number;
        if (left !== entry) found.turns.push({ number, left });
        if (!left) continue;
        found.others = { startedAt: found.others?.startedAt ?? left.at, lastAt: left.at };
        found.stay += 1;
        found.isNamed ||= left.at > before && hasTrace(left, person);
      }
      await setImmediate();
    }
    found.turns.reverse();
    return found;
  }

  /** Erases the recap before the turns change, because it's made of them. */
  async #eraseRecap({ person, before }: PersonToErase, holds: boolean): Promise<void> {
    const { recaps } = this.#archive;
    const [recap] = await recaps.getReadable([this.#channel]);
    // It may tell of people whose turns have expired, and an older one doesn't say of whom.
    const tells = recap && recap.at <= before && (recap.people?.includes(person) ?? true);
    if (recap && (holds || tells)) await recaps.deleteSurely([this.#channel]);
  }

  /**
   * Erases turns, a piece at a time, each together with the summary that counts it. The newest go first: after a crash halfway,
   * what was made of the person's words can't be told without the turn that it was made of, which names them.
   */
  async #eraseTurns(
    summary: TranscriptSummary,
    { person, at }: PersonToErase,
    { turns, from, stay, left, isNamed }: FoundTurns & { left: TurnTimes },
  ): Promise<void> {
    const chapter = new TranscriptChapter(this.#channel, summary, this.#archive);
    // Whoever has spoken since keeps the label by which they're told apart.
    const clean = (now: TranscriptSummary) => (isNamed ? now : eraseNameOf(now, person));
    // If it's only named by the summary, that alone is written.
    for (let start = 0; start === 0 || start < turns.length; start += PAGE) {
      const piece = turns.slice(start, start + PAGE);
      const numbers = piece.flatMap(({ number, left: rest }) => (rest ? [] : [number]));
      await this.#write(
        (now = summary) => countErased(clean(now), { numbers, from, stay, at, left }),
        piece.map(({ number, left: rest }) => (rest ? chapter.record(number, rest) : chapter.removal(number))),
      );
    }
  }

  async #write(change: (now: TranscriptSummary | undefined) => TranscriptSummary, records: StoreRecord[]) {
    const summary = await this.#keeper.change(change);
    await this.#archive.writeSurely([...records, makeSummaryRecord(this.#archive, this.#channel, summary)]);
  }

  /** Erases the person's turns that a crash, or a summary that has expired, left without a chapter that counts them. */
  async #eraseOrphans(summary: TranscriptSummary | undefined, { person, before }: PersonToErase): Promise<void> {
    const { turns } = this.#archive;
    const counted = new TranscriptChapter(this.#channel, summary ?? {}, this.#archive);
    const orphans: string[] = [];
    for await (const { id, value } of turns.each(`${this.#channel}:`))
      if (hasTrace(value, person, before) && !counted.counts(id, summary?.turns ?? 0)) orphans.push(id);
    if (orphans.length > 0) await turns.deleteSurely(orphans);
  }
}
