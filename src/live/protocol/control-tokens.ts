/**
 * The tokenizer's own tokens, which models let slip into transcripts and texts (field reports show `<ctrl46>` and a few
 * others). Nothing else counts as one: `<ctrl>` may be what an answer is about.
 */
const CONTROL = /<ctrl\d+>/g;

/** The end of a text that may be the beginning of a token. Their numbers have two or three digits. */
const BEGINNING = /<(?:c(?:t(?:r(?:l\d{0,6})?)?)?)?$/;

/** Removes the control tokens of a whole text. */
export const removeControlTokens = (text: string): string => text.replace(CONTROL, '');

/** Removes control tokens from a text that comes in pieces, even if a token is cut in two. */
export class ControlTokenFilter {
  /** The end of what came, while it may still become a token. */
  #kept = '';

  /** Takes the next piece. Returns what can be shown of the text since the last one. */
  pass(piece: string): string {
    const text = removeControlTokens(this.#kept + piece);
    const beginning = text.search(BEGINNING);
    this.#kept = beginning < 0 ? '' : text.slice(beginning);
    return beginning < 0 ? text : text.slice(0, beginning);
  }

  /** The kept end, once the text is over and it was no token. */
  rest(): string {
    const kept = this.#kept;
    this.#kept = '';
    return kept;
  }
}
