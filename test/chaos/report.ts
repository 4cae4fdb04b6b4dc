import { ms, percentile } from '../../bench/figures.ts';
import { print } from '../../bench/table.ts';
import { count } from '../duel/report.ts';

/** What must not be, and what happened around it, line by line. */
export type Finding = { kind: string; what: string; seed: number; trace: readonly string[] };

/** What became of rounds. Times are milliseconds. */
export type Report = {
  rounds: number;
  ms: number;
  /** What went wrong, by its kind; questions by what became of them; presses of buttons. */
  faults: Map<string, number>;
  ends: Map<string, number>;
  presses: Map<string, number>;
  /** Whole answers that aren't in the store, by why that may be. */
  losses: Map<string, number>;
  /** From a fault to the first words of an answer, by the fault. */
  recoveries: Map<string, number[]>;
  /** Nanodollars: as Google bills it, and as the caps' counters have it. */
  billed: number;
  counted: number;
  /** When the machine let somebody stand still, and whom. */
  stalls: Map<string, number>;
  findings: Finding[];
};

export const emptyReport = (): Report => ({
  rounds: 0,
  ms: 0,
  faults: new Map(),
  ends: new Map(),
  presses: new Map(),
  losses: new Map(),
  recoveries: new Map(),
  billed: 0,
  counted: 0,
  stalls: new Map(),
  findings: [],
});

/** All reports as one. */
export const merged = (reports: readonly Report[]): Report => {
  const all = emptyReport();
  for (const one of reports) {
    for (const key of ['rounds', 'ms', 'billed', 'counted'] as const) all[key] += one[key];
    for (const key of ['faults', 'ends', 'presses', 'losses', 'stalls'] as const)
      for (const [what, more] of one[key]) count(all[key], what, more);
    for (const [what, times] of one.recoveries)
      all.recoveries.set(what, [...(all.recoveries.get(what) ?? []), ...times]);
    all.findings.push(...one.findings);
  }
  return all;
};

/** So many findings of a kind are told in full in each round. */
const TOLD = 3;

const sum = (counts: Map<string, number>): number => [...counts.values()].reduce((all, one) => all + one, 0);

/** Prints a report, but of the findings only what they are. */
export const tell = (report: Report): void => {
  const { rounds, ms: lasted, faults, ends, presses, recoveries, findings } = report;
  const rows = (counts: Map<string, number>) => [...counts].toSorted().map(([what, times]) => [what, `${times}`]);
  console.log(`\n${rounds} rounds, ${(lasted / 60_000).toFixed(1)} minutes of faults`);
  print(`Faults: ${sum(faults)}`, ['what, to whom', 'n'], rows(faults));
  print(`Times that the machine was too busy: ${sum(report.stalls)}`, ['who stood still', 'n'], rows(report.stalls));
  print(`Questions: ${sum(ends)}`, ['how it was asked, what people see in the end', 'n'], rows(ends));
  print(`Buttons: ${sum(presses)}`, ['which, what came of it', 'n'], rows(presses));
  print(`Answers that were seen and are forgotten: ${sum(report.losses)}`, ['why', 'n'], rows(report.losses));
  const all: [string, number[]] = ['all', [...recoveries.values()].flat()];
  print(
    'From a fault to the first words of an answer where it struck, as people go on asking',
    ['what', 'n', 'p50', 'p99', 'max'],
    [...[...recoveries].toSorted(), all].map(([what, times]) => [
      what,
      `${times.length}`,
      ...[0.5, 0.99, 1].map((share) => (times.length > 0 ? ms(percentile(times, share)) : '-')),
    ]),
  );
  console.log(`\nBilled $${(report.billed / 1e9).toFixed(4)}, counted $${(report.counted / 1e9).toFixed(4)}`);
  console.log(`\n${findings.length} violations`);
  for (const [kind, some] of Map.groupBy(findings, (one) => one.kind)) {
    console.log(`\n${kind}: ${some.length}`);
    for (const { what, seed } of some) console.log(`  seed ${seed}: ${what}`);
  }
};

/** Prints what went wrong in a round as soon as it's over, so that a run that is cut short has told why. */
export const tellFindings = (findings: readonly Finding[]): void => {
  for (const [kind, some] of Map.groupBy(findings, (one) => one.kind))
    for (const [index, { what, seed, trace }] of some.entries()) {
      console.log(`    seed ${seed}: ${kind}: ${what}`);
      if (index < TOLD) for (const line of trace) console.log(`      ${line}`);
    }
};
