import type { LineCut } from './read-file.ts';

/** A text that fits, and how it was cut if it had to be. */
type FittingText = { text: string; cut?: LineCut };

/** Counts lines; the break at the end of the last one begins no other. */
export const countLines = (text: string): number => {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < text.length - 1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};

/**
 * Cuts a text to at most `most` bytes of UTF-8, at the end of a line where one ends, and never inside a character. A first
 * line that is too long by itself is cut within. `total` is the number of its lines, if it was cut already.
 */
export const truncateLines = (text: string, most: number, total = countLines(text)): FittingText => {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) {
    const shown = countLines(text);
    return { text, ...(shown < total && { cut: { shown, total } }) };
  }
  // A streaming decoder waits for the rest of the last character, so half a character is left out.
  const room = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, Math.max(0, most)), {
    stream: true,
  });
  const end = room.lastIndexOf('\n');
  const kept = end > 0 ? room.slice(0, end) : room;
  return { text: kept, cut: { shown: countLines(kept), total } };
};
