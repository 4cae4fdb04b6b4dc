/** Where the newest part of an answer is shown: a Discord message, and which page of the answer it contains, from 0. */
export type AnswerLocation = { message: string; page: number };

/**
 * Where people see an answer while it grows. The reader that shows it reports that here and doesn't know what happens
 * next; the one that stores it, so that another process could show its end, wants to be told.
 */
export class AnswerView {
  #at: AnswerLocation | undefined;
  #tell: () => void = () => {};

  /** Where people see the newest part of the answer, if it was shown before it was whole. */
  get at(): AnswerLocation | undefined {
    return this.#at;
  }

  /** People are about to see the answer so far, at this place, unless it isn't shown anywhere yet. */
  show(at: AnswerLocation | undefined): void {
    this.#at = at;
    this.#tell();
  }

  /** Calls `tell` each time that people are about to see more of the answer, or see it elsewhere. */
  whenShown(tell: () => void): void {
    this.#tell = tell;
  }
}
