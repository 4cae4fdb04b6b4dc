import { PACKET_MS } from './pacer.ts';

/** The part of a packet that pacing looks at. */
type Arrival = {
  /** When it arrived, in milliseconds of `performance.now()`. */
  at: number;
  sequence: number;
};

/** How evenly packets came. Times are in milliseconds. */
export type PacingStats = {
  packets: number;
  /** How many packets were lost, by their sequence numbers. */
  lost: number;
  meanGap: number;
  longestGap: number;
  /** How late packets were against an ideal clock, which the earliest packet sets. Unlike gaps, this shows drift. */
  lateMedian: number;
  late95: number;
  latest: number;
};

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

/** Measures how evenly packets came. They should be those of one utterance, in the order of arrival. */
export const measurePacing = (arrivals: readonly Arrival[]): PacingStats => {
  const pairs = arrivals.slice(1).map((after, index) => [arrivals[index] ?? after, after] as const);
  const gaps = pairs.map(([before, after]) => after.at - before.at);
  const lost = pairs.reduce((sum, [before, after]) => sum + ((after.sequence - before.sequence - 1) & 0xffff), 0);
  const [first] = arrivals;
  const offsets = arrivals.map(({ at, sequence }) => at - ((sequence - (first?.sequence ?? 0)) & 0xffff) * PACKET_MS);
  const base = offsets.reduce((least, offset) => Math.min(least, offset), Number.POSITIVE_INFINITY);
  const late = offsets.map((offset) => offset - base).sort((one, other) => one - other);
  return {
    packets: arrivals.length,
    lost,
    meanGap: gaps.reduce((sum, gap) => sum + gap, 0) / (gaps.length || 1),
    longestGap: gaps.reduce((most, gap) => Math.max(most, gap), 0),
    lateMedian: quantile(late, 0.5),
    late95: quantile(late, 0.95),
    latest: late.at(-1) ?? 0,
  };
};
