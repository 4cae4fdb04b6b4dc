/** Signs that stand in a sentence for what is drawn there. They're of Unicode's private use, so no sentence has them otherwise. */
export const GAPS = ['\uE000', '\uE001'] as const;

const GAP = /([\uE000\uE001])/;

/** A sentence with what is drawn in its gaps, wherever they stand in the reader's language. */
export const drawFilled = (sentence: string, parts: readonly unknown[]): unknown[] =>
  sentence.split(GAP).map((piece) => {
    const at = (GAPS as readonly string[]).indexOf(piece);
    return at < 0 ? piece : parts[at];
  });
