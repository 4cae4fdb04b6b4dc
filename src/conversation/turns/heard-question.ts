/** A model's longest answer has 65,536 tokens, or about half as many characters as this. No more is kept of a question. */
const MOST_TEXT = 500_000;

/** What the model understood of a spoken question, or of the recordings that came with a typed one. */
export class HeardQuestion {
  #text = '';
  #lost = 0;
  #state: 'sure' | 'unsure' | 'deaf' = 'sure';
  #beginning = Promise.withResolvers<void>();

  /** All of it so far; a leading space isn't part of it. */
  get text(): string {
    return this.#text;
  }

  /** Characters that were dropped because they were too many to keep. */
  get lost(): number {
    return this.#lost;
  }

  /** Whether all of it is certain to belong to this question, and not to something else that the same person said. */
  get isSure(): boolean {
    return this.#state === 'sure';
  }

  /** Settles once the first words are understood, if ever; anew for a question that is said again. */
  get begun(): Promise<void> {
    return this.#beginning.promise;
  }

  /** Adds words. Returns those that are new to a reader, which may be none. */
  add(delta: string, isSure: boolean): string {
    if (this.#state === 'deaf') return '';
    const text = this.#text === '' ? delta.trimStart() : delta;
    const fitting = text.slice(0, MOST_TEXT - this.#text.length);
    this.#lost += text.length - fitting.length;
    if (fitting === '') return '';
    this.#text += fitting;
    if (!isSure) this.#state = 'unsure';
    this.#beginning.resolve();
    return fitting;
  }

  /** The question is said again. */
  forget(): void {
    this.#text = '';
    this.#beginning = Promise.withResolvers();
  }

  /** Forgets everything, and accepts no more. */
  deafen(): void {
    this.#text = '';
    this.#state = 'deaf';
  }
}
