import type { AnswerPlayout } from './answer-playout.ts';

/** What is being spoken, and what is still to be spoken behind it: one playout for each turn. */
export class PlayoutQueue {
  #playouts: AnswerPlayout[] = [];

  /** All of them, the first one first. */
  get all(): readonly AnswerPlayout[] {
    return this.#playouts;
  }

  /** The one that is being spoken, or is next. */
  get first(): AnswerPlayout | undefined {
    return this.#playouts[0];
  }

  /** Bytes of PCM that wait, over all of them. */
  get kept(): number {
    return this.#playouts.reduce((sum, { kept }) => sum + kept, 0);
  }

  /** A turn's. */
  find(turn: number): AnswerPlayout | undefined {
    return this.#playouts.find((playout) => playout.turn === turn);
  }

  /** Adds one behind all others. */
  add(playout: AnswerPlayout): void {
    this.#playouts.push(playout);
  }

  /** Takes one out. */
  drop(playout: AnswerPlayout): void {
    this.#playouts = this.#playouts.filter((each) => each !== playout);
  }

  /** Takes all out. */
  clear(): void {
    this.#playouts = [];
  }
}
