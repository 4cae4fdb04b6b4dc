import { loadavg } from 'node:os';
import { holdProcess } from '../../src/base/clock.ts';
import { endWrongly, readCommandLine } from '../../src/base/command-line.ts';
import { Chaos } from './chaos.ts';
import { STORES } from './plan.ts';
import { merged, type Report, tell, tellFindings } from './report.ts';

const USAGE = `npm run chaos -- [seed] [minutes] [--store redis|postgresql|sqlite]
Runs four processes of the bot that share shards and a store, lets things go wrong while people ask, and looks whether any
question is answered twice, forgotten, or left without an end. Without --store each store has a third of the time.`;

/** A round lasts at most so many milliseconds, so that its world does not grow too large. */
const EACH = 120_000;

using _held = holdProcess();
const { values, positionals } = readCommandLine({ store: { type: 'string' }, help: { type: 'boolean' } }, USAGE);
const [seed = 1, minutes = 9] = positionals.map(Number);
const stores = STORES.filter((one) => values.store === undefined || values.store === one);
if (!Number.isSafeInteger(seed) || !(minutes > 0) || stores.length === 0) endWrongly('That cannot be.', USAGE);

const load = () =>
  loadavg()
    .map((one) => one.toFixed(2))
    .join(' ');
let failed = false;
for (const store of stores) {
  const whole = (minutes * 60_000) / stores.length;
  const rounds = Math.ceil(whole / EACH);
  console.log(`Seed ${seed}, ${store}, ${rounds} rounds, load ${load()}`);
  const reports: Report[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const report = await Chaos.run({ seed: seed + round, ms: whole / rounds, store, worker: round % 1_024 });
    reports.push(report);
    const stalls = [...report.stalls.values()].reduce((all, one) => all + one, 0);
    console.log(`  round ${round + 1}: ${report.findings.length} violations, ${stalls} stalls, load ${load()}`);
    tellFindings(report.findings);
  }
  const report = merged(reports);
  tell(report);
  failed ||= report.findings.length > 0;
}
process.exitCode = failed ? 1 : 0;
