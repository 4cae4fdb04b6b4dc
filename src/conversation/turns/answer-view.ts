import type { TurnChanges } from './turn-changes.ts';

/** Where the newest part of an answer is shown: a Discord message, and which page of the answer it contains, from 0. */
export type AnswerLocation = { message: string; page: number };

/** How much of an answer: characters of its text, and how many written parts. */
export type AnswerLength = { text: number; written: number };

/**
 * Where people see an answer while it grows. The reader that shows it reports that here and doesn't know what happens
 * next. It's stored, so that another process could show the answer's end.
 */
export class AnswerView {
  readonly #changes: TurnChanges;
  readonly #measure: () => AnswerLength;
  #at: AnswerLocation | undefined;
  #seen: AnswerLength = { text: 0, written: 0 };

  /** @param measure tells how much of the answer there is */
  constructor(changes: TurnChanges, measure: () => AnswerLength) {
    this.#changes = changes;
    this.#measure = measure;
  }

  /** How much of the answer people may have seen before it was whole. That much is stored, unless it couldn't be. */
  get seen(): AnswerLength {
    return this.#seen;
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
    this.#seen = this.#measure();
    return this.#changes.tell('shown');
  }
}
