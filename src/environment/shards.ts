/** More shards than any bot has. Ranges are expanded into lists, so they need a limit. */
export const MOST_SHARDS = 100_000;

/** What is wrong with a list of shards such as "2", "0-3" or "0,4-5", if anything is. */
export const findShardsProblem = (text: string): string | undefined => {
  if (!/^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/.test(text))
    return 'must be "auto", "ordinal", a number, a range like "0-3", or a list of them';
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

/** The number at the end of a name such as "parley-3", or a number by itself; nothing if there's none. */
export const readOrdinal = (name: string): number | undefined => {
  const [, digits] = /(?:^|[^\d.])(\d{1,6})$/.exec(name.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
};

/** The shards of the process with this number, counted from 0, if each process has `each` of `count`. */
export const listOrdinalShards = (ordinal: number, each: number, count: number): number[] =>
  Array.from({ length: each }, (_, index) => ordinal * each + index).filter((id) => id < count);
