/** More shards than any bot has. Ranges are expanded into lists, so they need a limit. */
export const MOST_SHARDS = 100_000;

/** What is wrong with a list of shards such as "2", "0-3" or "0,4-5", if anything is. */
export const findShardsProblem = (text: string): string | undefined => {
  if (!/^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/.test(text))
    return 'must be "auto", a number, a range like "0-3", or a list of them';
  const ranges = rangesOf(text);
  if (ranges.some(([first, last]) => first > last)) return 'must go from low to high, like "0-3"';
  return ranges.some(([, last]) => last >= MOST_SHARDS) ? `must be below ${MOST_SHARDS}` : undefined;
};

/** Parses a valid list of shards; each is returned once. */
export const parseShards = (text: string): number[] => [
  ...new Set(
    rangesOf(text).flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index)),
  ),
];

const rangesOf = (text: string): [first: number, last: number][] =>
  text.split(',').map((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return [first, last];
  });
