import type { MemberReport } from './member-report.ts';

/** A process that hasn't told of itself for so many milliseconds is taken for dead. */
export const SILENCE = 3_500;

/**
 * How long one that was there already when the counting began has to show that it lives, in milliseconds. It's shorter, because
 * the one who counted before may have died with it.
 */
const FIRST_SILENCE = 2_000;

type LifeSign = { beat: number; at: number };

/** Who lives, by what one process sees of the others. Only its own clock matters. */
export class Census {
  /** By process: its newest report, and when that was seen first, in milliseconds of the clock. */
  #seen: Map<string, LifeSign> | undefined;

  /** The reports of those who live, of all reports that are there now. */
  count(all: readonly MemberReport[], now: number): MemberReport[] {
    const reports = takeNewest(all);
    const before = this.#seen;
    const look = ({ id, beat }: MemberReport): LifeSign => {
      if (!before) return { beat, at: now - SILENCE + FIRST_SILENCE };
      const sign = before.get(id);
      return sign?.beat === beat ? sign : { beat, at: now };
    };
    const seen = new Map(reports.map((report) => [report.id, look(report)]));
    this.#seen = seen;
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
