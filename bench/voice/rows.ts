import { interval, ms, percentile } from '../figures.ts';

/** One line of the table: the name, Parley's figure, the textbook bot's, their ratio, the goals, and whether they're met. */
export type Row = readonly [string, string, string, string, string, string];

export const HEAD: Row = ['', 'Parley', 'textbook', 'ratio [95 %]', 'goal', ''];

/** A goal: the largest figure allowed, and the largest ratio to the textbook bot's. */
export type Goal = { most?: number; ratio?: number };

/** Two groups of times, and which share of each its figure doesn't exceed. */
export type Compared = { ours: readonly number[]; theirs: readonly number[]; share: number; goal: Goal };

/** Compares percentiles of times in milliseconds. */
export const timed = (what: string, { ours, theirs, share, goal }: Compared): Row => {
  const statistic = (values: readonly number[]) => percentile(values, share);
  const [one, other] = [statistic(ours), statistic(theirs)];
  const [low, high] = interval(ours, theirs, statistic);
  const ratio = other > 0 ? `${(one / other).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]` : '-';
  const name = NAMES[share] ?? `p${share * 100}`;
  return [
    `${what}, ${name} (n ${ours.length}, ${theirs.length})`,
    ms(one),
    ms(other),
    ratio,
    spelled(goal, ms),
    met(goal, one, one / other),
  ];
};

/** Shares that have a name of their own. */
const NAMES: Record<number, string> = { 0.5: 'median', 1: 'largest' };

/** A goal in words. */
export const spelled = ({ most, ratio }: Goal, unit: (value: number) => string): string =>
  [most === undefined ? [] : `≤ ${unit(most)}`, ratio === undefined ? [] : `≤ ${ratio} of textbook`].flat().join(', ');

/** Whether a figure and its ratio are within a goal; nothing if there's no goal. */
export const met = ({ most, ratio }: Goal, one: number, share: number): string => {
  if (most === undefined && ratio === undefined) return '';
  return one <= (most ?? one) && share <= (ratio ?? share) ? 'ok' : 'miss';
};
