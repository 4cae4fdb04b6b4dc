import { percentile } from '../../bench/figures.ts';
import type { Verdict } from './judge.ts';

/** What must hold after a day, and whether it does. */
export type Check = { what: string; found: number; most: number };

/** The wait at a planned rotation that 99 of 100 questions must not exceed, in milliseconds. */
const MOST_WAIT = 2_000;

const MOST_DIALS_A_MINUTE = 5;

/** Everything that a client must achieve, with what was found of the faults. */
export const checks = (verdict: Verdict): Check[] => [
  { what: 'lost turns', found: verdict.lost.length, most: 0 },
  { what: 'doubled turns', found: verdict.doubled.length, most: 0 },
  { what: 'turns given up needlessly', found: verdict.needless.length, most: 0 },
  { what: 'lost frames of speech', found: verdict.frames.lost, most: 0 },
  { what: 'unnoticed amnesia', found: verdict.amnesia.unnoticed.length, most: 0 },
  { what: 'wait at a rotation, p99, ms', found: percentile(verdict.waits.planned, 0.99) || 0, most: MOST_WAIT },
  { what: 'most dials in a minute', found: verdict.mostDialsInAMinute, most: MOST_DIALS_A_MINUTE },
  { what: 'faults of the client at the wire', found: verdict.unexpected.length, most: 0 },
  { what: 'connections left open', found: verdict.left, most: 0 },
];

export const failed = (verdict: Verdict): Check[] => checks(verdict).filter(({ found, most }) => found > most);
