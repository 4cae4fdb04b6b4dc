import type { MemberReport } from './member-report.ts';

/** A process that hasn't told of itself for so many milliseconds is taken for dead. */
export const SILENCE = 3_500;

/**
 * How long one that was there already when the counting began has to show that it lives, in milliseconds. It's shorter, because
 * the one who counted before may have died with it.
 */
const FIRST_SILENCE = 2_000;

/**
 * How much of the time between two counts counts as silence, in milliseconds. The store may have been away meanwhile, and then
 * nobody could tell of itself.
 */
const MOST_BETWEEN = 1_500;

type LifeSign = { beat: number; at: number };

/** Who lives, by what one process sees of the others. Only its own clock matters. */
export class Census {
  /** By process: its newest report, and when that was seen first, in milliseconds of the clock. */
  #seen: Map<string, LifeSign> | undefined;
  /** When they were counted last, in milliseconds of the clock. */
  #counted = 0;

  /** The reports of those who live, of all reports that are there now. */
  count(all: readonly MemberReport[], now: number): MemberReport[] {
    const reports = takeNewest(all);
    const before = this.#seen;
    const missed = Math.max(0, now - this.#counted - MOST_BETWEEN);
    const look = ({ id, beat }: MemberReport): LifeSign => {
      if (!before) return { beat, at: now - SILENCE + FIRST_SILENCE };
      const sign = before.get(id);
      return sign?.beat === beat ? { beat, at: sign.at + missed } : { beat, at: now };
    };
    const seen = new Map(reports.map((report) => [report.id, look(report)]));
    this.#seen = seen;
    this.#counted = now;
    return reports.filter(({ id }) => now - (seen.get(id)?.at ?? now) < SILENCE);
  }
}

/**
 * The newest report of each process. One that lost its place and took another has left a report in both, which for an hour
 * looks like another process that gets sessions and shards.
 */
const takeNewest = (reports: readonly MemberReport[]): MemberReport[] => {
  const newest = new Map<string, MemberReport>();
  for (const report of reports) if (report.beat > (newest.get(report.id)?.beat ?? -1)) newest.set(report.id, report);
  return [...newest.values()];
};
