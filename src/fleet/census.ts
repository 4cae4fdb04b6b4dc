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
  count(reports: readonly MemberReport[], now: number): MemberReport[] {
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
