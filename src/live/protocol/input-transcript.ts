import { ControlTokenFilter } from './control-tokens.ts';

/**
 * Nobody says the same text twice in a row, letter by letter and without a pause, if it has at least this many letters
 * and digits. If someone does, the record loses nothing that matters.
 */
const LONG = 8;

/**
 * A whole sentence, in a script that puts a space before the next one. If a person says it again, that space comes first,
 * so without it the text is a repetition by Google.
 */
const SENTENCE = /^\S.*[.?!]$/s;

/** How a transcript ends that may be whole: like a sentence, or in a script that has no marks between sentences. */
const END = /[\p{Sentence_Terminal}\p{Script=Thai}\p{Script=Lao}…][\s\p{Pe}\p{Pf}\p{Pi}\p{M}"']*$/u;

/** How long the next piece of a transcript may take, in milliseconds. If none has come by then, it seems to be whole. */
export const BETWEEN_PIECES = 300;

/** How long after the end of its answer a transcript of the question may still come, in milliseconds. */
export const LATEST_WORDS = 5_000;

/**
 * What a model understood of a spoken question, as it comes in pieces. Google was seen to transcribe one utterance
 * twice, the second time a minute later and letter by letter the same (gemini-live-api-examples 48); that is kept once.
 * What people really say twice, such as "no, no", goes on within the text and is kept.
 */
export class InputTranscript {
  #filter = new ControlTokenFilter();
  /** All of it. */
  #whole = '';
  /** What may be the beginning of the same text once more. */
  #again = '';
  /** Whether something was said after the last part that was understood. */
  #isNew = false;

  /** Whether it ends as a whole one does. */
  get isFinished(): boolean {
    return END.test(this.#whole);
  }

  /** Takes the next piece; returns what it adds, without control tokens. */
  take(piece: string): string {
    const again = this.#again + this.#filter.pass(piece);
    if (!this.#whole.startsWith(again) || !canRepeat(this.#whole)) return this.#add(again);
    if (again !== this.#whole) {
      this.#again = again;
      return '';
    }
    if (this.#isNew) return this.#add(again);
    this.#again = '';
    return '';
  }

  /** A person speaks, or goes on, so the same words may be said once more. */
  noteSpeech(): void {
    this.#isNew = true;
  }

  /** The question is over, so what was held back as a possible repetition wasn't one. Returns it. */
  rest(): string {
    return this.#add(this.#again);
  }

  /** The question is said again, and will be understood again. */
  forget(): void {
    this.#filter = new ControlTokenFilter();
    this.#whole = '';
    this.#again = '';
  }

  #add(text: string): string {
    this.#whole += text;
    this.#again = '';
    this.#isNew = false;
    return text;
  }
}

const canRepeat = (whole: string): boolean =>
  SENTENCE.test(whole) || (whole.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0) >= LONG;
