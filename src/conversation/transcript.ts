import { KINDS } from '../store/kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import type { Person } from './people.ts';
import type { End } from './turn.ts';

/** One finished turn. `at` is when the question was asked, in milliseconds since the epoch. */
export type Entry = { person: Person; at: number; asked: string; answered: string; ended: End['is'] };

/** A conversation as a whole. Times are milliseconds since the epoch, the latency is milliseconds to the first piece. */
export type Summary = { startedAt: number; lastAt: number; turns: number; lastLatency?: number };

/** Where transcripts are kept. */
export type Archive = { turns: Shelf<Entry>; summaries: Shelf<Summary>; write: Store['write'] };

/** The transcripts in a store. */
export const archiveIn = (store: Store): Archive => ({
  turns: store.shelf(KINDS.turn),
  summaries: store.shelf(KINDS.conversation),
  write: store.write,
});

/** A session is told at most this much of what went before; more would cost more than it helps. */
const MOST_TOLD = { turns: 40, characters: 24_000 };

/** Our own record of one channel's turns: the source of truth, where a handle is only a shortcut. */
export class Transcript {
  #channel: string;
  #archive: Archive;
  /** What the store said last; nobody else writes this channel's summary while a transcript is in use. */
  #known: Promise<Summary | undefined> | undefined;

  constructor(channel: string, archive: Archive) {
    this.#channel = channel;
    this.#archive = archive;
  }

  /** The conversation as a whole, or nothing before its first turn. */
  summary(): Promise<Summary | undefined> {
    this.#known ??= this.#archive.summaries.get(this.#channel);
    return this.#known;
  }

  /**
   * Adds a finished turn and returns its number, counted from 1. The order of calls is the order of the transcript, so
   * they must not overlap.
   */
  async append(entry: Entry, latency: number | undefined): Promise<number> {
    const before = await this.summary();
    const turns = (before?.turns ?? 0) + 1;
    const summary = {
      startedAt: before?.startedAt ?? entry.at,
      lastAt: entry.at,
      turns,
      lastLatency: latency ?? before?.lastLatency,
    };
    const { write, summaries, turns: entries } = this.#archive;
    this.#known = Promise.resolve(summary);
    await write([entries.record(this.#id(turns), entry), summaries.record(this.#channel, summary)]);
    return turns;
  }

  /** One turn; nothing if there is none of this number, or if it has expired. */
  entry(number: number): Promise<Entry | undefined> {
    return this.#archive.turns.get(this.#id(number));
  }

  /** Writes a turn anew, because less of its answer was heard than was said, or its question was understood late. */
  async revise(number: number, entry: Entry): Promise<void> {
    await this.#archive.turns.set(this.#id(number), entry);
  }

  /** The newest of what came after the first `turns` turns, oldest first; expired turns are left out. */
  async since(turns: number): Promise<Entry[]> {
    const newest = (await this.summary())?.turns ?? 0;
    const first = Math.max(turns, newest - MOST_TOLD.turns) + 1;
    const ids = Array.from({ length: Math.max(0, newest - first + 1) }, (_, index) => this.#id(first + index));
    const entries = (await this.#archive.turns.getMany(ids)).filter((entry) => entry !== undefined);
    let room = MOST_TOLD.characters;
    const from = entries.findLastIndex(({ asked, answered }) => {
      room -= asked.length + answered.length;
      return room < 0;
    });
    return entries.slice(from + 1);
  }

  /** Forgets every turn. */
  async forget(): Promise<void> {
    const turns = (await this.summary())?.turns ?? 0;
    await this.#archive.turns.delete(Array.from({ length: turns }, (_, index) => this.#id(index + 1)));
    await this.#archive.summaries.delete([this.#channel]);
    this.#known = undefined;
  }

  #id(number: number): string {
    return `${this.#channel}:${number}`;
  }
}
