import { percentile } from '../../bench/figures.ts';
import { print } from '../../bench/table.ts';
import { lineOf } from './case.ts';
import { CATALOGUE, PHASES, type Phase } from './catalogue.ts';
import { failed } from './checks.ts';
import type { Verdict } from './judge.ts';
import { SEASONS } from './weather.ts';

/** The verdict over one seed's day. */
export type Day = { seed: number; verdict: Verdict };

/** So many cases of each kind are printed. */
const MOST_CASES = 10;

type Row = [what: string, of: (days: readonly Verdict[]) => number | string];

const sum = (of: (verdict: Verdict) => number) => (days: readonly Verdict[]) =>
  days.reduce((total, verdict) => total + of(verdict), 0);
const most = (of: (verdict: Verdict) => number) => (days: readonly Verdict[]) => Math.max(0, ...days.map(of));
const wait = (share: number, kind: 'planned' | 'troubled') => (days: readonly Verdict[]) => {
  const all = days.flatMap(({ waits }) => waits[kind]);
  return all.length === 0 ? '-' : Math.round(percentile(all, share));
};

const ROWS: readonly Row[] = [
  ['turns', sum(({ said }) => said)],
  ['answered', sum(({ answered }) => answered)],
  ['answered as far as the model went', sum(({ short }) => short)],
  ['silenced by people, or answered with the next', sum(({ hushed }) => hushed)],
  ['told why not, where it had to be', sum(({ told }) => told)],
  ['told why not, needlessly', sum(({ needless }) => needless.length)],
  ['lost', sum(({ lost }) => lost.length)],
  ['  of them cut short by the next question', sum(({ overtaken }) => overtaken)],
  ['doubled in a memory', sum(({ doubled }) => doubled.length)],
  ['frames of speech', sum(({ frames }) => frames.said)],
  ['  of them lost', sum(({ frames }) => frames.lost)],
  ['amnesia, noticed', sum(({ amnesia }) => amnesia.noticed)],
  ['amnesia, unnoticed (answers)', sum(({ amnesia }) => amnesia.unnoticed.length)],
  ['connections after the first', sum(({ rotations }) => rotations)],
  ['processes after the first', sum(({ restarts }) => restarts)],
  ['blows and times of bad weather', sum(({ strikes }) => strikes.length)],
  ['  blows whose moment did not come', sum(({ missed }) => missed)],
  ['dials', sum(({ dials }) => dials)],
  ['most dials in a minute', most(({ mostDialsInAMinute }) => mostDialsInAMinute)],
  ['said while an idle connection was closing', sum(({ leaving }) => leaving)],
  ['questions at a planned rotation', sum(({ waits }) => waits.planned.length)],
  ['  their wait, median, ms', wait(0.5, 'planned')],
  ['  their wait, p99, ms', wait(0.99, 'planned')],
  ['  their wait, longest, ms', wait(1, 'planned')],
  ['  longest where a dial failed meanwhile, ms', wait(1, 'troubled')],
  ['refused at the wire', sum(({ unexpected }) => unexpected.length)],
  ['connections left open', sum(({ left }) => left)],
];

/** Prints what became of the same days with Parley and with the textbook's way to reconnect. */
export const report = (parley: readonly Day[], textbook: readonly Day[]): void => {
  const [ours, theirs] = [parley, textbook].map((days) => days.map(({ verdict }) => verdict));
  const rows = ROWS.map(([what, of]) => [what, ...[ours, theirs].map((days) => (days?.length ? `${of(days)}` : ''))]);
  print(`${parley.length || textbook.length} days of one conversation`, ['', 'Parley', 'textbook'], rows);
};

/** Prints how often each failure fell in each phase: nothing where it cannot. */
export const coverage = (days: readonly Day[]): void => {
  const fallen = days.flatMap(({ verdict }) => verdict.strikes);
  const count = (name: string, phase?: Phase) =>
    fallen.filter((strike) => strike.name === name && (!phase || strike.phase === phase)).length;
  const rows = CATALOGUE.map(({ name, phases }) => [
    name,
    ...PHASES.map((phase) => (phases.includes(phase) ? `${count(name, phase)}` : '')),
    `${count(name)}`,
  ]);
  const seasons = SEASONS.map(({ name }) => [name, ...PHASES.map(() => ''), `${count(name)}`]);
  const all = PHASES.map((phase) => `${fallen.filter((strike) => strike.phase === phase).length}`);
  const last = ['all', ...all, `${fallen.length}`];
  print('What fell, and when', ['', ...PHASES, 'all'], [...rows, ...seasons, last]);
};

/** Prints the cases behind Parley's failed checks, those of the worst seeds first, and what each seed failed. */
export const worst = (days: readonly Day[]): void => {
  const bad = days.filter(({ verdict }) => failed(verdict).length > 0);
  for (const { seed, verdict } of bad) {
    const checks = failed(verdict).map(({ what, found, most }) => `${what} ${Math.round(found)} > ${most}`);
    console.log(`\nseed ${seed}: ${checks.join('; ')}`);
    const kinds = {
      lost: verdict.lost,
      doubled: verdict.doubled,
      needless: verdict.needless,
      frames: verdict.frames.cases,
      amnesia: verdict.amnesia.unnoticed,
    };
    for (const [kind, cases] of Object.entries(kinds))
      for (const one of cases.slice(0, MOST_CASES)) console.log(`  ${kind.padEnd(8)} ${lineOf(one)}`);
    for (const reason of new Set(verdict.unexpected)) console.log(`  refused  ${reason}`);
  }
};
