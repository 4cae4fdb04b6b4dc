import { loadavg } from 'node:os';
import { percentile, SPREAD, spread } from '../../bench/figures.ts';
import { print } from '../../bench/table.ts';
import { holdProcess } from '../../src/base/clock.ts';
import { endWrongly, readCommandLine } from '../../src/base/command-line.ts';
import { Drill } from './drill.ts';
import { type Fault, fellIntoGap, judge, LONGEST_GAP, lengthsOf } from './judge.ts';

const USAGE = `npm run deploy-drill -- [seed] [deploys] [--conversations N] [--calls N] [--shards N] [--store URL]
Deploys the bot again and again while people write and talk to it, and looks what they notice of that.
--store   redis:// or postgres://; a SQLite file otherwise`;

/**
 * How long people wait at most until they write the next question, in milliseconds. A hundred conversations then take about half of the
 * fifty requests that Discord allows a bot in a second.
 */
const PAUSE = 30_000;

using _held = holdProcess();
const { values, positionals } = readCommandLine(
  {
    conversations: { type: 'string' },
    calls: { type: 'string' },
    shards: { type: 'string' },
    store: { type: 'string' },
    help: { type: 'boolean' },
  },
  USAGE,
);
const [seed = 1, deploys = 5] = positionals.map(Number);
const [conversations, calls, shards] = [
  Number(values.conversations ?? 100),
  Number(values.calls ?? 10),
  Number(values.shards ?? 1),
];
const isWhole = [seed, deploys, conversations, calls, shards].every(
  (one) => Number.isSafeInteger(one) && Number(one) > 0,
);
if (!isWhole) endWrongly('That cannot be.', USAGE);

const load = () => loadavg().map((one) => one.toFixed(2));
console.log(`Seed ${seed}, ${deploys} deploys, ${shards} shards, load ${load().join(' ')}`);
const { store } = values;
const terms = { seed, deploys, conversations, calls, shards, store, pause: PAUSE, use: 3_000, drain: 60 };
const course = await Drill.hold(terms, (line) => console.log(line));
const faults = judge(course);
const gaps = course.calls.flatMap((call) => call.gaps);
const spoken = course.calls.flatMap((call) => call.spoken);
const fallen = course.calls.flatMap((call) =>
  call.spoken.filter((one) => one.heard === 0 && fellIntoGap(one, call.gaps)),
);
print(
  `What people noticed (goal: nobody is unheard for more than ${LONGEST_GAP} ms at p95)`,
  ['what', ...SPREAD],
  [
    ['nobody could be heard in a call', ...spread(lengthsOf(gaps))],
    ['from the signal to the end of the old process', ...spread(course.took)],
  ],
);
const count = (kind: Fault['kind']) => `${faults.filter((fault) => fault.kind === kind).length}`;
print(
  'Answers',
  ['what', 'n'],
  [
    ['typed questions', `${course.typed.length}`],
    ['spoken questions', `${spoken.length}`],
    ['spoken into a gap, to be asked again', `${fallen.length}`],
    ['answers lost', count('lost')],
    ['answers doubled', count('doubled')],
    ['answers cut in the middle', count('cut')],
    ['calls without exactly one panel', count('panels')],
  ],
);
for (const { kind, what } of faults.slice(0, 40)) console.log(`  ${kind}: ${what}`);
console.log(`load ${load().join(' ')}`);
const isGood = faults.length === 0 && gaps.length > 0 && percentile(lengthsOf(gaps), 0.95) <= LONGEST_GAP;
process.exitCode = isGood ? 0 : 1;
