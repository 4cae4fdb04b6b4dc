/**
 * The tokenizer's own marks, which models let slip into transcripts and texts (field reports show `<ctrl46>` and a few
 * others). Nothing else is taken for one: `<ctrl>` may be what an answer is about.
 */
const CONTROL = /<ctrl\d+>/g;

/** The end of a text that may be the beginning of one. Their numbers have two or three digits. */
const BEGINNING = /<(?:c(?:t(?:r(?:l\d{0,6})?)?)?)?$/;

/** A whole text without control tokens. */
export const removeControlTokens = (text: string): string => text.replace(CONTROL, '');

/** Takes control tokens out of a text that comes in pieces, wherever a token is cut in two. */
export class ControlTokenFilter {
  /** The end of what came, as long as it may still become a token. */
  #kept = '';

  /** Takes the next piece; returns what there is to show of the text since the last one. */
  pass(piece: string): string {
    const text = removeControlTokens(this.#kept + piece);
    const beginning = text.search(BEGINNING);
    this.#kept = beginning < 0 ? '' : text.slice(beginning);
    return beginning < 0 ? text : text.slice(0, beginning);
  }

  /** The end of a text that is over: it was no token. */
  rest(): string {
    const kept = this.#kept;
    this.#kept = '';
    return kept;
  }
}
