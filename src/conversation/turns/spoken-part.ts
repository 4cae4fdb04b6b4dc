import type { AnswerContent } from './answer-content.ts';

/**
 * What people heard of an answer. Only the mouth that plays it knows that; the code that records the turn wants to be
 * told.
 */
export class SpokenPart {
  readonly #content: Pick<AnswerContent, 'text' | 'getTextSpokenBy'>;
  #text: string | undefined;
  #tell: () => void = () => {};

  constructor(content: Pick<AnswerContent, 'text' | 'getTextSpokenBy'>) {
    this.#content = content;
  }

  /** The answer's text, or only the words that were heard before it was cut short. */
  get text(): string {
    return this.#text ?? this.#content.text;
  }

  /** Notes that only the first `bytes` bytes of the sound were heard, and nothing that comes later. */
  cut(bytes: number): void {
    this.#text = this.#content.getTextSpokenBy(bytes);
    this.#tell();
  }

  /** Calls `tell` each time that it turns out that less was heard. */
  whenCut(tell: () => void): void {
    this.#tell = tell;
  }
}
