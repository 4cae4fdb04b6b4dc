import { parentPort, workerData } from 'node:worker_threads';
import { live } from './day.ts';
import { judge, type Verdict } from './judge.ts';
import { parley } from './parley.ts';
import { bearable, storyOf } from './story.ts';
import { textbook } from './textbook.ts';

/** The days of one seed, and the processor time that both took together, in seconds. */
export type SeedReport = { ours: Verdict; theirs: Verdict; work: number };

const before = process.threadCpuUsage();
const story = storyOf(workerData);
const ours = judge(await live(story, parley()));
const theirs = judge(await live(bearable(story), textbook));
const { user, system } = process.threadCpuUsage(before);
parentPort?.postMessage({ ours, theirs, work: (user + system) / 1e6 } satisfies SeedReport);
