import { ms, percentile } from '../../bench/figures.ts';
import { print } from '../../bench/table.ts';
import type { Takeover } from './takeover.ts';

/** What must not be, where it was, and what happened there, line by line. */
export type Finding = { kind: string; what: string; seed: number; schedule: number; trace: readonly string[] };

/** What became of duels. Times are milliseconds of the duel's clock. */
export type Report = {
  schedules: number;
  questions: number;
  /** Blows, and questions, by what they were and what came of them. */
  blows: Map<string, number>;
  ends: Map<string, number>;
  /** From the death, or the standing still, of who had the channel to the first words of another, by what it was. */
  takeovers: Map<string, Takeover[]>;
  /** Takeovers that took longer than they should. */
  slow: Finding[];
  findings: Finding[];
};

/** A takeover should not take longer than this, in milliseconds. */
export const SLOW = 5_000;

export const emptyReport = (): Report => ({
  schedules: 0,
  questions: 0,
  blows: new Map(),
  ends: new Map(),
  takeovers: new Map(),
  slow: [],
  findings: [],
});

/** Counts one more. */
export const count = (counts: Map<string, number>, key: string, more = 1): void =>
  void counts.set(key, (counts.get(key) ?? 0) + more);

/** All reports as one. */
export const merged = (reports: readonly Report[]): Report => {
  const all = emptyReport();
  for (const one of reports) {
    all.schedules += one.schedules;
    all.questions += one.questions;
    for (const [key, more] of one.blows) count(all.blows, key, more);
    for (const [key, more] of one.ends) count(all.ends, key, more);
    for (const [key, times] of one.takeovers) all.takeovers.set(key, [...(all.takeovers.get(key) ?? []), ...times]);
    all.slow.push(...one.slow);
    all.findings.push(...one.findings);
  }
  return all;
};

/** The times of a takeover after a kill. */
export const afterKills = ({ takeovers }: Report): Takeover[] =>
  [...takeovers].flatMap(([key, times]) => (key.startsWith('kill') ? times : []));

/** So many findings of a kind are told in full. */
const TOLD = 3;

/** Prints a report. */
export const tell = (report: Report): void => {
  const rows = (counts: Map<string, number>) => [...counts].toSorted().map(([what, times]) => [what, `${times}`]);
  print('Blows', ['what, to whom, when', 'n'], rows(report.blows));
  print('Questions', ['how it was asked, what people see in the end', 'n'], rows(report.ends));
  const takeovers = [...report.takeovers].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const rowsOf = ([what, times]: [string, Takeover[]]) => [
    [`${what}: asks the model`, ...figures(times.map(({ asked }) => asked))],
    [`${what}: shows first words`, ...figures(times.map(({ shown }) => shown))],
  ];
  print(
    'From the loss of the owner until another process takes over (goal after kills: first words, p99 within 5 s)',
    ['what', 'n', 'p50', 'p99', 'max'],
    [...takeovers, ['all kills', afterKills(report)] satisfies [string, Takeover[]]].flatMap(rowsOf),
  );
  console.log(`\n${report.slow.length} slow takeovers`);
  list(report.slow);
  console.log(`\n${report.findings.length} violations`);
  list(report.findings);
};

const list = (all: readonly Finding[]): void => {
  for (const [kind, findings] of Map.groupBy(all, ({ kind }) => kind)) {
    console.log(`\n${kind}: ${findings.length}`);
    for (const { what, seed, schedule } of findings) console.log(`  seed ${seed}, schedule ${schedule}: ${what}`);
    const told = new Map(findings.map(({ seed, schedule, trace }) => [`Seed ${seed}, schedule ${schedule}`, trace]));
    for (const [where, trace] of [...told].slice(0, TOLD)) console.log(`\n  ${where}:\n    ${trace.join('\n    ')}`);
  }
};

const figures = (times: readonly number[]): string[] => [
  `${times.length}`,
  ...[0.5, 0.99, 1].map((share) => (times.length > 0 ? ms(percentile(times, share)) : '-')),
];
