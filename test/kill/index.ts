import { loadavg } from 'node:os';
import { ms, percentile } from '../../bench/figures.ts';
import { print } from '../../bench/table.ts';
import { holdProcess } from '../../src/base/clock.ts';
import { endWrongly, readCommandLine } from '../../src/base/command-line.ts';

const USAGE = `npm run kill -- [seed] [kills]   Kills the real bot at random moments and looks whether anything was lost.`;

using _held = holdProcess();
const { positionals } = readCommandLine({ help: { type: 'boolean' } }, USAGE);
const [seed = 1, kills = 200] = positionals.map(Number);
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(kills)) endWrongly('Seed and kills are whole numbers.', USAGE);
console.log(
  `Seed ${seed}, ${kills} kills, load ${loadavg()
    .map((one) => one.toFixed(2))
    .join(' ')}`,
);
const { Story } = await import('./story.ts');
const { times, phases, seen, violations } = await Story.tell(seed, kills, (kill) => {
  if (kill % 20 === 0) console.log(`${kill} kills`);
});
const figures = [0.5, 0.95, 1].map((share) => ms(percentile(times, share)));
print(
  'From the start of the process to the first answer (goal: p95 within 3 s)',
  ['n', 'median', 'p95', 'max'],
  [[`${times.length}`, ...figures]],
);
const rows = (counts: Map<string, number>) => [...counts].toSorted().map(([what, count]) => [what, `${count}`]);
print('Kills', ['while', 'n'], rows(phases));
print('Questions', ['what people see of the answer', 'n'], rows(seen));
console.log(`\n${violations.size} violations${violations.size > 0 ? ` (seed ${seed})` : ''}`);
for (const violation of violations) console.log(`  ${violation}`);
process.exitCode = violations.size > 0 || percentile(times, 0.95) > 3_000 ? 1 : 0;
