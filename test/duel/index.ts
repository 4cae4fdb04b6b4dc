import { loadavg } from 'node:os';
import { holdProcess } from '../../src/base/clock.ts';
import { endWrongly, readCommandLine } from '../../src/base/command-line.ts';
import type { Report } from './report.ts';

const USAGE = `npm run duel -- [seed] [schedules] [--store URL] [--scale N] [--beside N]
Runs two processes of the bot on one store, kills and pauses them, and looks whether two ever answer one question.
--store   redis:// or postgres://; a SQLite file otherwise
--scale   how many times as fast as the wall clock everything runs; only with SQLite, whose leases are by our clock
--beside  how many duels run at the same time`;

/** A duel has at most so many schedules, so that its world does not grow too large. */
const EACH = 25;

using _held = holdProcess();
const { values, positionals } = readCommandLine(
  {
    store: { type: 'string' },
    scale: { type: 'string' },
    beside: { type: 'string' },
    help: { type: 'boolean' },
  },
  USAGE,
);
const { store } = values;
const [seed = 1, schedules = 2_000] = positionals.map(Number);
const [scale, beside] = [Number(values.scale ?? 1), Number(values.beside ?? 6)];
const isWhole = [seed, schedules, beside].every((one) => Number.isSafeInteger(one) && one > 0);
if (!isWhole || !(scale > 0) || (store && scale !== 1)) endWrongly('That cannot be.', USAGE);

// They take a second to load, for which nobody waits who only asks how this is used.
const [{ percentile }, { Duel }, { afterKills, merged, SLOW, tell }] = await Promise.all([
  import('../../bench/figures.ts'),
  import('./duel.ts'),
  import('./report.ts'),
]);

const load = () =>
  loadavg()
    .map((one) => one.toFixed(2))
    .join(' ');
const each = Math.min(EACH, Math.ceil(schedules / beside));
const tempo = { scale, origin: Date.now() };
console.log(
  `Seed ${seed}, ${schedules} schedules, ${beside} duels at a time, ${store ? 'given store' : 'SQLite'}, load ${load()}`,
);
console.log(`Times are of a clock that runs ${scale} times as fast as that on the wall.`);

const reports: Report[] = [];
let begun = 0;
let done = 0;
const lane = async () => {
  for (;;) {
    const first = begun * each;
    if (first >= schedules) return;
    begun += 1;
    const worker = begun % 1_024;
    const terms = { seed: seed + begun - 1, schedules: Math.min(each, schedules - first), tempo, store, worker };
    const report = await Duel.fight(terms, () => {
      done += 1;
      if (done % 50 === 0) console.log(`${done} schedules, load ${load()}`);
    });
    reports.push(report);
    for (const { kind, what, seed: of } of report.findings) console.log(`  seed ${of}: ${kind}: ${what}`);
  }
};
await Promise.all(Array.from({ length: beside }, lane));
const report = merged(reports);
tell(report);
process.exitCode =
  report.findings.length > 0 ||
  percentile(
    afterKills(report).map(({ shown }) => shown),
    0.99,
  ) > SLOW
    ? 1
    : 0;
