import type { TurnChanges } from './turn-changes.ts';

/** Where the newest part of an answer is shown: a Discord message, and which page of the answer it contains, from 0. */
export type AnswerLocation = { message: string; page: number };

/**
 * Where people see an answer while it grows. The reader that shows it reports that here and doesn't know what happens
 * next. It's stored, so that another process could show the answer's end.
 */
export class AnswerView {
  readonly #changes: TurnChanges;
  #at: AnswerLocation | undefined;

  constructor(changes: TurnChanges) {
    this.#changes = changes;
  }

  /** Where people see the newest part of the answer, if it was shown before it was whole. */
  get at(): AnswerLocation | undefined {
    return this.#at;
  }

  /**
   * People are about to see the answer so far, at this place, unless it isn't shown anywhere yet. Resolves once that's
   * stored, or couldn't be. It never rejects.
   */
  show(at: AnswerLocation | undefined): Promise<void> {
    this.#at = at;
    return this.#changes.tell('shown');
  }
}
