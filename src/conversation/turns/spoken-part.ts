import type { AnswerContent } from './answer-content.ts';
import type { TurnChanges } from './turn-changes.ts';

/** What people heard of an answer. Only the mouth that plays it knows that, and the transcript keeps no more of it. */
export class SpokenPart {
  readonly #content: Pick<AnswerContent, 'text' | 'getTextSpokenBy'>;
  readonly #changes: TurnChanges;
  #text: string | undefined;

  constructor(content: Pick<AnswerContent, 'text' | 'getTextSpokenBy'>, changes: TurnChanges) {
    this.#content = content;
    this.#changes = changes;
  }

  /** The answer's text, or only the words that were heard before it was cut short. */
  get text(): string {
    return this.#text ?? this.#content.text;
  }

  /** Notes that only the first `bytes` bytes of the sound were heard, and nothing that comes later. */
  cut(bytes: number): void {
    this.#text = this.#content.getTextSpokenBy(bytes);
    void this.#changes.tell('cut');
  }
}
