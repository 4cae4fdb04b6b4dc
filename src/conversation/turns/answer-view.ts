/** Where the newest part of an answer is shown: a message of Discord, and which page of the answer it holds, from 0. */
export type AnswerLocation = { message: string; page: number };

/**
 * Where people see an answer while it grows. Who shows it says so here and knows nothing of what comes of that; whoever
 * stores it, so that another process could show its end, wants to be told.
 */
export class AnswerView {
  #at: AnswerLocation | undefined;
  #tell: () => void = () => {};

  /** Where people see the newest part of the answer, if it was shown before it was whole. */
  get at(): AnswerLocation | undefined {
    return this.#at;
  }

  /** People are about to see what there is of the answer, and do so here, unless it is not shown anywhere yet. */
  show(at: AnswerLocation | undefined): void {
    this.#at = at;
    this.#tell();
  }

  /** Has somebody told, each time, that people are about to see more of the answer, or see it elsewhere. */
  whenShown(tell: () => void): void {
    this.#tell = tell;
  }
}
