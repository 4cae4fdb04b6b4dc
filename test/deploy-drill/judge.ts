import { percentile } from '../../bench/figures.ts';
import type { Seen } from '../duel/judge.ts';
import type { Gap } from './call-watch.ts';
import type { Spoken } from './talker.ts';

/** The longest gap that a listener may hear at p95, in milliseconds. */
export const LONGEST_GAP = 1_500;

/** A typed question as people saw its answer in the end, and what must not be in it. */
export type Typed = { number: string; seen: Seen; wrongs: readonly string[] };

/** What was seen and heard of one call. `panels` is how many messages say that there's a call. */
export type CallCourse = { name: string; spoken: readonly Spoken[]; gaps: readonly Gap[]; panels: number };

/** What people noticed of the deploys. `took` is how long each old process needed to go, in milliseconds. */
export type Course = { typed: readonly Typed[]; calls: readonly CallCourse[]; took: readonly number[] };

/** What must not be. */
export type Fault = { kind: 'lost' | 'doubled' | 'cut' | 'panels' | 'gap'; what: string };

/** An answer of which less was heard was cut, and one of which more was heard was said twice. */
const [WHOLE, TWICE] = [0.85, 1.5];

/** What went wrong. */
export const judge = ({ typed, calls }: Course): Fault[] => [
  ...typed.flatMap(judgeTyped),
  ...calls.flatMap(judgeCall),
  ...judgeGaps(calls.flatMap(({ gaps }) => gaps)),
];

/** How long each gap was, in milliseconds. */
export const lengthsOf = (gaps: readonly Gap[]): number[] => gaps.map(({ from, to }) => to - from);

/** Whether some of a question was said while nobody could be heard. Then it may have to be asked again. */
export const fellIntoGap = ({ began, ended }: Spoken, gaps: readonly Gap[]): boolean =>
  gaps.some(({ from, to }) => began < to && from < ended);

const judgeTyped = ({ number, seen, wrongs }: Typed): Fault[] => {
  const doubled = wrongs.map((what) => ({ kind: 'doubled' as const, what }));
  if (doubled.length > 0 || seen === 'the whole answer') return doubled;
  const isCut = seen === 'a part, and why' || seen === 'a part that stands still';
  return [{ kind: isCut ? 'cut' : 'lost', what: `question ${number}: ${seen}` }];
};

const judgeCall = ({ name, spoken, gaps, panels }: CallCourse): Fault[] => [
  ...spoken.flatMap((one) => judgeSpoken(name, one, gaps)),
  ...(panels === 1 ? [] : [{ kind: 'panels' as const, what: `${panels} messages speak of the call in ${name}` }]),
];

const judgeSpoken = (name: string, one: Spoken, gaps: readonly Gap[]): Fault[] => {
  const share = `${Math.round(one.heard * 100)} % of the answer`;
  const about = (kind: Fault['kind'], what: string) => [
    { kind, what: `in ${name} at ${Math.round(one.began)}: ${what}` },
  ];
  if (one.heard === 0) return fellIntoGap(one, gaps) ? [] : about('lost', `nothing was heard; ${tellGaps(one, gaps)}`);
  if (one.heard < WHOLE) return about('cut', share);
  return one.heard > TWICE ? about('doubled', share) : [];
};

/** How far a question was from each gap: that's the first thing to know of one that nobody heard. */
const tellGaps = ({ ended }: Spoken, gaps: readonly Gap[]): string =>
  `a gap came ${gaps.map(({ from, to }) => `${Math.round(from - ended)} to ${Math.round(to - ended)}`).join(', ') || 'never'} ms after it`;

const judgeGaps = (gaps: readonly Gap[]): Fault[] => {
  const p95 = percentile(lengthsOf(gaps), 0.95);
  return p95 > LONGEST_GAP ? [{ kind: 'gap', what: `p95 is ${Math.round(p95)} ms` }] : [];
};
