import type { Turn } from './turn.ts';

/** How many turns are remembered. */
const MOST = 3;

/** The turns of a conversation that began last, in memory only and for as long as it's awake. It forgets them with itself. */
export class LatestTurns {
  #turns: readonly Turn[] = [];

  /** All of them, oldest first. */
  get all(): readonly Turn[] {
    return this.#turns;
  }

  /** A turn begins. */
  note(turn: Turn): void {
    this.#turns = [...this.#turns, turn].slice(-MOST);
  }

  /** Forgets one turn, because it may not be stored. */
  drop(turn: Turn): void {
    this.#turns = this.#turns.filter((one) => one !== turn);
  }

  /** Forgets all of them. */
  forget(): void {
    this.#turns = [];
  }
}
