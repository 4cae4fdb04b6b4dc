import type { AnswerPlayout } from './answer-playout.ts';

/** The answer that is being spoken, and those that wait behind it. */
export class PlayoutQueue {
  #playouts: AnswerPlayout[] = [];

  /** All answers, the first one first. */
  get all(): readonly AnswerPlayout[] {
    return this.#playouts;
  }

  /** The answer that is being spoken or comes next. */
  get first(): AnswerPlayout | undefined {
    return this.#playouts[0];
  }

  /** How many bytes of PCM wait, over all answers. */
  get kept(): number {
    return this.#playouts.reduce((sum, { kept }) => sum + kept, 0);
  }

  /** A turn's answer. */
  find(turn: number): AnswerPlayout | undefined {
    return this.#playouts.find((playout) => playout.turn === turn);
  }

  /** Adds an answer behind all others. */
  add(playout: AnswerPlayout): void {
    this.#playouts.push(playout);
  }

  /** Removes an answer. */
  drop(playout: AnswerPlayout): void {
    this.#playouts = this.#playouts.filter((each) => each !== playout);
  }

  /** Removes all answers. */
  clear(): void {
    this.#playouts = [];
  }
}
