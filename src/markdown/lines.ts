/** A line of a source: from its first character to its end, and where the next begins. One that may still grow isn't whole. */
export type Line = { from: number; to: number; next: number; text: string; isWhole: boolean };

/** The line that begins at an index; nothing at the end of the source. */
export const readLine = (source: string, from: number): Line | undefined => {
  if (from >= source.length) return undefined;
  const end = source.indexOf('\n', from);
  const to = end < 0 ? source.length : end;
  return { from, to, next: to + 1, text: source.slice(from, to), isWhole: end >= 0 };
};

/** The lines from an index on. */
export function* listLines(source: string, from: number): Generator<Line, void, void> {
  for (let line = readLine(source, from); line; line = readLine(source, line.next)) yield line;
}
