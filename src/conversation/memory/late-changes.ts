import { listOwners } from '../turns/repetition.ts';
import type { StoredTurn } from '../turns/stored-turn.ts';
import { makePersonEraser } from './erased-turns.ts';
import type { TranscriptSlot } from './transcript-slot.ts';

/** How many turns may wait until the summary can be read. Any more are lost. */
const MOST_LATE = 200;

/** A turn that ended while the summary couldn't be read. `latency` is the milliseconds to its first piece. */
export type LateTurn = { slot: TranscriptSlot; entry: StoredTurn; latency: number | undefined };

/** What has to be done with a conversation once its summary can be read: to forget it, and then to add turns. */
export class LateChanges {
  #forgetAt: number | undefined;
  #turns: LateTurn[] = [];

  /** How many turns wait. */
  get turns(): number {
    return this.#turns.length;
  }

  /** Whether the conversation has to be forgotten. */
  get isForgotten(): boolean {
    return this.#forgetAt !== undefined;
  }

  /** Adds a turn. @throws if too many wait already. */
  add(turn: LateTurn): void {
    if (this.#turns.length >= MOST_LATE) throw new Error('too many turns wait for the store');
    this.#turns.push(turn);
  }

  /** Replaces what is going to be stored of a turn, if it still waits. */
  amend(slot: TranscriptSlot, entry: StoredTurn): void {
    const late = this.#turns.find((one) => one.slot === slot);
    if (late) late.entry = entry;
  }

  /** The ids of the people whose words wait. */
  get people(): string[] {
    return [...new Set(this.#turns.flatMap(({ entry }) => listOwners(entry)))];
  }

  /** Drops the turns with words of a person who wants nothing stored. */
  dropOf(person: string): void {
    this.#turns = this.#turns.filter(({ entry }) => !listOwners(entry).includes(person));
  }

  /** Erases a person from the turns that wait, as far as they're from no later than `before`. */
  erase(person: string, before: number): void {
    const eraseFrom = makePersonEraser(person, before);
    this.#turns = this.#turns.flatMap((late) => {
      const entry = eraseFrom(late.entry);
      return entry ? { ...late, entry } : [];
    });
  }

  /** Drops the turns that wait: they're being forgotten. */
  drop(): void {
    this.#turns = [];
  }

  /** Notes that everything up to now has to be forgotten. `at` is in milliseconds since the epoch. */
  forget(at: number): void {
    this.#forgetAt = at;
  }

  /**
   * Removes and returns all of it: when the conversation was to be forgotten, if it was, and the turns, oldest first.
   */
  takeAll(): { forgetAt: number | undefined; turns: LateTurn[] } {
    const all = { forgetAt: this.#forgetAt, turns: this.#turns };
    this.#forgetAt = undefined;
    this.#turns = [];
    return all;
  }
}
