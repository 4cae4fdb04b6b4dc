import { KINDS } from '../store/kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import type { Person } from './people.ts';
import type { Recap } from './recap.ts';
import { SEED_TOKENS } from './seed.ts';
import { withSpeaker } from './speakers.ts';
import { pairTokens } from './tokens.ts';
import type { End, Shown } from './turn.ts';

/**
 * One finished turn. `at` is when the question was asked, in milliseconds since the epoch, and `id` is Discord's for what
 * asked it, if anything of Discord's did. `shown` is where people saw the answer while it grew: should the process die before
 * it is whole there, its end is to be shown.
 */
export type Entry = {
  id?: string;
  person: Person;
  at: number;
  asked: string;
  answered: string;
  ended: End['is'];
  shown?: Shown;
};

/** A turn and its number, counted from 1. */
export type Numbered = Entry & { number: number };

/**
 * A conversation as a whole. Times are milliseconds since the epoch, the latency is milliseconds to the first piece.
 * `done` are the ids of the questions that were answered last, `speakers` the labels by which people are told apart.
 */
export type Summary = {
  startedAt: number;
  lastAt: number;
  turns: number;
  lastLatency?: number;
  done?: string[];
  speakers?: Person[];
};

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

/** So many answered questions are known again, should they come twice. */
const MOST_DONE = 32;

/** Our own record of one channel's turns: the source of truth, where a handle is only a shortcut. */
export class Transcript {
  #channel: string;
  #archive: Archive;
  /** What the store said last; nobody else writes this channel's summary while a transcript is in use. */
  #known: Promise<Summary | undefined> | undefined;
  #drafted: Promise<void> = Promise.resolve();
  /** What a process that died has left of the newest turn. */
  #left: Numbered | undefined;
  /** The turn that was begun last, and when it is known whether it is recorded. */
  #begun: { number: number; recorded: Promise<unknown> } = { number: 0, recorded: Promise.resolve() };

  constructor(channel: string, archive: Archive) {
    this.#channel = channel;
    this.#archive = archive;
  }

  /** The conversation as a whole, or nothing before its first turn. */
  summary(): Promise<Summary | undefined> {
    this.#known ??= this.#load();
    return this.#known;
  }

  /**
   * Adds a finished turn and returns its number, counted from 1. The order of calls is the order of the transcript, so
   * they must not overlap.
   */
  async append(entry: Entry, latency: number | undefined): Promise<number> {
    await this.#drafted.catch(() => {});
    const before = await this.summary();
    const turns = (before?.turns ?? 0) + 1;
    const summary = {
      startedAt: before?.startedAt ?? entry.at,
      lastAt: entry.at,
      done: doneWith(before, entry.id),
      speakers: withSpeaker(before?.speakers ?? [], entry.person),
      turns,
      lastLatency: latency ?? before?.lastLatency,
    };
    const { write, summaries, turns: entries } = this.#archive;
    this.#known = Promise.resolve(summary);
    await write([entries.record(this.#id(turns), entry), summaries.record(this.#channel, summary)]);
    return turns;
  }

  /**
   * Keeps what there is of the turn that will have this number, because people see it: if the process dies, it counts as
   * a turn. In the end it is appended, or forgotten with everything else.
   */
  draft(number: number, entry: Entry): Promise<void> {
    // A draft of ours must not be taken for one that another process has left.
    this.#drafted = this.summary().then(() => this.#archive.turns.set(this.#id(number), entry));
    return this.#drafted;
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

  /** Whether the question with this id was answered, however that ended. */
  async knows(id: string): Promise<boolean> {
    return (await this.summary())?.done?.includes(id) ?? false;
  }

  /** The newest turns, oldest first, finished or left unfinished by a process that died. */
  async newest(): Promise<Numbered[]> {
    const last = (await this.summary())?.turns ?? 0;
    return this.#page(Math.max(1, last - MOST_DONE), last);
  }

  /** Notes that a question was answered of which there is no record. */
  async note(id: string, at: number): Promise<void> {
    const before = await this.summary();
    const summary = { startedAt: at, lastAt: at, turns: 0, ...before, done: doneWith(before, id) };
    this.#known = Promise.resolve(summary);
    await this.#archive.summaries.set(this.#channel, summary);
  }

  /** Lets the newest turn be overwritten, if it is what a process that died has left of the answer to this question. */
  async reopen(id: string): Promise<void> {
    const summary = await this.summary();
    const left = this.#left;
    this.#left = undefined;
    if (!summary || left?.id !== id || left.number !== summary.turns) return;
    this.#known = Promise.resolve({ ...summary, turns: summary.turns - 1 });
  }

  /** One turn; nothing if there is none of this number, or if it has expired. */
  entry(number: number): Promise<Entry | undefined> {
    return this.#archive.turns.getOrNothing(this.#id(number));
  }

  /** Writes a turn anew, because less of its answer was heard than was said, or its question was understood late. */
  async revise(number: number, entry: Entry): Promise<void> {
    await this.#archive.turns.set(this.#id(number), entry);
  }

  /**
   * The newest of what came after the first `turns` turns, oldest first and numbered: all of it, or at least `tokens`
   * tokens. Expired turns are left out.
   */
  async since(turns: number, tokens = SEED_TOKENS): Promise<Numbered[]> {
    let found: Numbered[] = [];
    let room = tokens;
    for (let last = (await this.summary())?.turns ?? 0; last > turns && room >= 0; last -= PAGE) {
      const page = await this.#page(Math.max(turns, last - PAGE) + 1, last);
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
   * @throws when the store cannot be read: a recap that is there must not be taken for none, and made anew without it.
   */
  async recap(): Promise<Recap | undefined> {
    const recap = await this.#archive.recaps.get(this.#channel);
    return recap && recap.startedAt === (await this.summary())?.startedAt ? recap : undefined;
  }

  /** Keeps a recap instead of the one before. */
  async keep(recap: Recap): Promise<void> {
    await this.#archive.recaps.set(this.#channel, recap);
  }

  /** Forgets every turn, and what the model made of them. */
  async forget(): Promise<void> {
    const turns = (await this.summary())?.turns ?? 0;
    await this.#archive.recaps.delete([this.#channel]);
    await this.#archive.turns.delete(Array.from({ length: turns }, (_, index) => this.#id(index + 1)));
    await this.#archive.summaries.delete([this.#channel]);
    this.#known = undefined;
  }

  async #page(first: number, last: number): Promise<Numbered[]> {
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const entries = await this.#archive.turns.getReadable(numbers.map((number) => this.#id(number))).catch(() => []);
    return entries.flatMap((entry, index) => (entry ? [{ ...entry, number: first + index }] : []));
  }

  /** Counts the turns, too, of which processes that died, one after the other, have left drafts. */
  async #load(): Promise<Summary | undefined> {
    let summary = await this.#archive.summaries.getOrNothing(this.#channel);
    for (let turns = (summary?.turns ?? 0) + 1; ; turns += 1) {
      const draft = await this.entry(turns);
      if (!draft) return summary;
      this.#left = { ...draft, number: turns };
      const speakers = withSpeaker(summary?.speakers ?? [], draft.person);
      summary = { ...summary, startedAt: summary?.startedAt ?? draft.at, lastAt: draft.at, speakers, turns };
    }
  }

  #id(number: number): string {
    return `${this.#channel}:${number}`;
  }
}

const doneWith = (before: Summary | undefined, id: string | undefined): string[] => {
  const done = before?.done ?? [];
  return id === undefined ? done : [...done, id].slice(-MOST_DONE);
};
