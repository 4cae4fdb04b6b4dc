import { loadavg } from 'node:os';
import { ms, percentile } from '../../bench/figures.ts';
import { print } from '../../bench/table.ts';
import { holdProcess } from '../../src/base/clock.ts';
import { endWrongly, readCommandLine } from '../../src/base/command-line.ts';

const USAGE = `npm run reminders -- [seed] [reminders] [seconds]   Has two processes send reminders while they're killed at random, and looks whether each comes once.`;

using _held = holdProcess();
const { positionals } = readCommandLine({ help: { type: 'boolean' } }, USAGE);
const [seed = 1, reminders = 10_000, seconds = 600] = positionals.map(Number);
if (![seed, reminders, seconds].every((one) => Number.isSafeInteger(one) && one > 0))
  endWrongly('Seed, reminders and seconds are whole numbers.', USAGE);
const load = loadavg()
  .map((one) => one.toFixed(2))
  .join(' ');
console.log(`Seed ${seed}, ${reminders} reminders within ${seconds} s, load ${load}`);
const { drill } = await import('./drill.ts');
const { lateness, kills, violations } = await drill({ seed, reminders, seconds, between: 20, ahead: 12 });
const figures = [0.5, 0.95, 0.99, 1].map((share) => ms(percentile(lateness, share)));
print(
  `How late reminders come, with ${kills} kills (goal: p99 within 2 s)`,
  ['n', 'median', 'p95', 'p99', 'max'],
  [[`${lateness.length}`, ...figures]],
);
console.log(`\n${violations.length} violations${violations.length > 0 ? ` (seed ${seed})` : ''}`);
for (const violation of violations.slice(0, 50)) console.log(`  ${violation}`);
process.exitCode = violations.length > 0 || percentile(lateness, 0.99) > 2_000 ? 1 : 0;
