import { holdProcess } from '../../src/base/clock.ts';
import { endWrongly, readArguments } from '../../src/base/command-line.ts';
import { failed } from './checks.ts';
import type { Install } from './client.ts';
import { live } from './day.ts';
import { judge } from './judge.ts';
import { parley } from './parley.ts';
import { coverage, type Day, report, worst } from './report.ts';
import { bearable, storyOf } from './story.ts';
import { textbook } from './textbook.ts';

const USAGE =
  'npm run soak -- [--seeds 50] [--from 1] [--only parley|textbook] [--log]   (--log prints what Parley warns of)';

const asked = readArguments(
  {
    seeds: { type: 'string', default: '50' },
    from: { type: 'string', default: '1' },
    only: { type: 'string' },
    log: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
  USAGE,
);
const { only, log } = asked;
const [seeds, from] = [Number(asked.seeds), Number(asked.from)];
if (!(seeds > 0) || !Number.isInteger(from)) endWrongly('Seeds are whole numbers.', USAGE);
if (only !== undefined && !/^(parley|textbook)$/.test(only)) endWrongly(`Nobody is called ${only}.`, USAGE);

const spend = async (seed: number, who: 'parley' | 'textbook', open: Install): Promise<Day[]> => {
  if (only !== undefined && only !== who) return [];
  const began = performance.now();
  const story = storyOf(seed);
  const verdict = judge(await live(who === 'textbook' ? bearable(story) : story, open));
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const faults = failed(verdict).map(({ what, found }) => `${what} ${Math.round(found)}`);
  console.log(`seed ${seed} ${who.padEnd(8)} ${seconds.padStart(5)} s  ${faults.join(', ') || 'all well'}`);
  return [{ seed, verdict }];
};

using _held = holdProcess();
const ours: Day[] = [];
const theirs: Day[] = [];
for (let seed = from; seed < from + seeds; seed++) {
  ours.push(...(await spend(seed, 'parley', parley(log ? (line) => console.log(line.trim()) : undefined))));
  theirs.push(...(await spend(seed, 'textbook', textbook)));
}
report(ours, theirs);
coverage(only === 'textbook' ? theirs : ours);
worst(ours);
process.exitCode = ours.some(({ verdict }) => failed(verdict).length > 0) ? 1 : 0;
