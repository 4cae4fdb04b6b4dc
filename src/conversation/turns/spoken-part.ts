import type { AnswerContent } from './answer-content.ts';

/** What people heard of an answer. Only who plays it knows that; whoever records the turn wants to be told. */
export class SpokenPart {
  readonly #content: Pick<AnswerContent, 'text' | 'getTextSpokenBy'>;
  #text: string | undefined;
  #tell: () => void = () => {};

  constructor(content: Pick<AnswerContent, 'text' | 'getTextSpokenBy'>) {
    this.#content = content;
  }

  /** The answer's text, or only the words that were heard before somebody cut it short. */
  get text(): string {
    return this.#text ?? this.#content.text;
  }

  /** Notes that nobody heard more of the sound than its first `bytes` bytes. What comes later was not heard either. */
  cut(bytes: number): void {
    this.#text = this.#content.getTextSpokenBy(bytes);
    this.#tell();
  }

  /** Has somebody told, each time, that less was heard than they knew. */
  whenCut(tell: () => void): void {
    this.#tell = tell;
  }
}
