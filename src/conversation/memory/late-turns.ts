import type { StoredTurn } from '../turns/stored-turn.ts';
import type { TranscriptSlot } from './transcript-slot.ts';

/** How many turns may wait until the summary can be read. Any more are lost. */
const MOST_LATE = 200;

/** A turn that ended while the summary couldn't be read. `latency` is the milliseconds to its first piece. */
export type LateTurn = { slot: TranscriptSlot; entry: StoredTurn; latency: number | undefined };

/** The turns of one conversation that wait until its summary can be read, oldest first. */
export class LateTurns {
  #turns: LateTurn[] = [];

  /** How many wait. */
  get count(): number {
    return this.#turns.length;
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

  /** Removes all of them. */
  takeAll(): LateTurn[] {
    return this.#turns.splice(0);
  }
}
