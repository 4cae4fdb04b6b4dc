import { random } from '../world/discord/voice/path.ts';

/** The value that the given share of all values, from 0 to 1, doesn't exceed (nearest rank). NaN without values. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

/** The median of the values; of two in the middle, the lower one. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Formats milliseconds with as many digits as are meaningful. */
export const ms = (value: number): string => `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`;

/** The number of samples, their median, their 95th percentile and the largest, as cells of a table. */
export const spread = (values: readonly number[]): string[] => [
  `${values.length}`,
  ...[0.5, 0.95, 1].map((share) => ms(percentile(values, share))),
];

/** The headings of the cells of `spread`. */
export const SPREAD = ['n', 'median', 'p95', 'max'] as const;

/** Whether a figure is within its goal. */
export const verdict = (figure: number, most: number): 'pass' | 'miss' => (figure <= most ? 'pass' : 'miss');

/** How many times samples are redrawn for an interval. */
const DRAWN = 1_000;

/** The 95 % bootstrap interval of the ratio of a statistic of two groups. The same values give the same interval. */
export const interval = (
  ours: readonly number[],
  theirs: readonly number[],
  statistic: (values: readonly number[]) => number,
): [low: number, high: number] => {
  const next = random(1);
  const drawn = (values: readonly number[]) => values.map(() => values[Math.floor(next() * values.length)] ?? 0);
  const ratios = Array.from({ length: DRAWN }, () => statistic(drawn(ours)) / statistic(drawn(theirs)));
  return [percentile(ratios, 0.025), percentile(ratios, 0.975)];
};
