import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../../src/base/clock.ts';
import { sounds } from '../../world/live/sounds.ts';
import { sayHeard } from '../../world/live/steps.ts';
import { interval, median } from '../figures.ts';
import { usage } from '../processes.ts';
import type { Row } from './rows.ts';
import { Scene } from './scene.ts';
import { answered, gaps, spoken } from './sounds.ts';

/** How many calls to try, fewest first; how long a look takes, in milliseconds; and how many looks there are. */
export type Scale = { steps: readonly [least: number, ...more: number[]]; look: number; rounds: number };

/** From how many milliseconds on a gap between two packets is too long, and which share of gaps may be, since machines stall. */
const LATE = 40;
const TOLERATED = 0.005;

/** Goals: calls as a multiple and processor time as a share of the textbook bot's, and memory in bytes. */
const GOAL = { calls: 3, talking: 0.45, listening: 0.5, call: 1e6, process: 110e6 };

/** How many tries there are, because the machine may be busy with something else. */
const TRIES = 3;

/** Over how many milliseconds the beginnings of calls are spread. */
const BEGINNING = 2_500;

/** What was seen of one bot. */
type Seen = {
  scene: Scene;
  /** The most calls that all talked in time. */
  calls: number;
  over: boolean;
  /** Processor time without calls, and then per call, as shares of one processor. */
  idle: number;
  talking: number[];
  listening: number[];
  /** Bytes of all processes for each number of calls that were in time, and of the voice process without calls. */
  resident: [calls: number, bytes: number][];
  process: number;
};

/** Prints how many calls a bot can hold, and what a call costs. */
export const density = async ({ steps, look, rounds }: Scale): Promise<Row[]> => {
  const scenes = await Scene.both();
  await using _one = scenes[0];
  await using _other = scenes[1];
  const all: Seen[] = [];
  for (const scene of scenes) all.push(await begin(scene));
  await Promise.all(scenes.map((scene) => scene.fill(steps[0])));
  for (const scene of scenes) await warm(scene, 10 * look);
  for (let round = 0; round < rounds; round += 1) for (const seen of all) await cost(seen, look);
  for (const calls of steps) for (const seen of all) if (!seen.over) await more(seen, calls, look);
  const [ours, theirs] = all;
  return ours && theirs ? rows(ours, theirs, steps[0]) : [];
};

const rows = (ours: Seen, theirs: Seen, least: number): Row[] => {
  const verdict = (good: boolean) => (good ? 'ok' : 'miss');
  const count = ({ calls, over }: Seen) => `${over ? '' : '≥ '}${calls || `< ${least}`}`;
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  const mega = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
  // A bot that can't hold even the fewest calls is assumed to hold nearly as many.
  const more = ours.calls / (theirs.calls || least);
  const share = (key: 'talking' | 'listening'): Row => {
    const [one, other] = [median(ours[key]), median(theirs[key])];
    const [low, high] = interval(ours[key], theirs[key], median);
    return [
      `processor per ${key} call, median (n ${ours[key].length}, ${theirs[key].length})`,
      percent(one),
      percent(other),
      `${(one / other).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
      `≤ ${GOAL[key]} of textbook`,
      verdict(one / other <= GOAL[key]),
    ];
  };
  return [
    [
      `talking calls, gaps over ${LATE} ms ≤ ${TOLERATED * 100} %`,
      count(ours),
      count(theirs),
      more.toFixed(1),
      `≥ ${GOAL.calls} x textbook`,
      verdict(more >= GOAL.calls),
    ],
    share('talking'),
    share('listening'),
    [
      'memory per call more',
      mega(perCall(ours)),
      mega(perCall(theirs)),
      '',
      `≤ ${mega(GOAL.call)}`,
      verdict(perCall(ours) <= GOAL.call),
    ],
    [
      'voice process without calls',
      mega(ours.process),
      '',
      '',
      `≤ ${mega(GOAL.process)}`,
      verdict(ours.process <= GOAL.process),
    ],
  ];
};

/** How many bytes each further call takes, once everything is loaded and compiled. */
const perCall = ({ resident }: Seen): number => {
  const [[fewest, less] = [0, 0], [most, more] = [0, 0]] = [resident[0], resident.at(-1)];
  return most > fewest ? (more - less) / (most - fewest) : Number.POSITIVE_INFINITY;
};

/** Looks at a bot that has had a call, so that everything is loaded. */
const begin = async (scene: Scene): Promise<Seen> => {
  const first = await scene.call();
  await talk(scene, 500);
  await systemClock.sleep(1_500);
  await scene.leave(first);
  await systemClock.sleep(500);
  const { children } = await usage(scene.pid);
  const idle = await spent(scene, 1_000);
  return { scene, calls: 0, over: false, idle, talking: [], listening: [], resident: [], process: children[0] ?? 0 };
};

/** Checks whether a bot can hold this many calls. */
const more = async (seen: Seen, calls: number, look: number): Promise<void> => {
  const { scene, resident } = seen;
  await scene.fill(calls);
  seen.over = !(await once(TRIES, () => inTime(scene, look)));
  if (seen.over) return;
  seen.calls = calls;
  resident.push([calls, (await usage(scene.pid)).resident]);
};

/** Lets a bot listen for a while first: calls last for minutes, and compiling in the first seconds isn't their cost. */
const warm = (scene: Scene, ms: number): Promise<unknown> => {
  scene.world.live.script = () => [];
  return Promise.all(scene.calls.map(({ member }) => member.speaks(spoken(ms))));
};

/** Looks once at what calls cost. */
const cost = async ({ scene, idle, talking, listening }: Seen, look: number): Promise<void> => {
  const { length } = scene.calls;
  await talk(scene, BEGINNING + look);
  await systemClock.sleep(BEGINNING);
  talking.push(((await spent(scene, look)) - idle) / length);
  await systemClock.sleep(1_000);
  listening.push(((await heardFor(scene, look)) - idle) / length);
};

/** Makes the bot talk in all calls for a given time, beginning soon. */
const talk = async ({ calls, world: { live } }: Scene, ms: number): Promise<void> => {
  // Faster than it's played, as the real service sends it, but not all at once.
  const answer = sounds(answered(ms), { rate: 3 });
  live.script = () => [sayHeard('tell me'), answer];
  await Promise.all(
    calls.map(async ({ ears, member }) => {
      ears.forget();
      await systemClock.sleep(Math.random() * 500);
      await member.speaks(spoken(300));
    }),
  );
};

/** Which share of a processor all processes of a bot take together over a while. */
const spent = async ({ pid }: Scene, ms: number): Promise<number> => {
  const [before, began] = [await usage(pid), performance.now()];
  await systemClock.sleep(ms);
  const after = await usage(pid);
  return (after.cpu - before.cpu) / (performance.now() - began);
};

/** The same while a person speaks in each call. */
const heardFor = async (scene: Scene, ms: number): Promise<number> => {
  scene.world.live.script = () => [];
  const speeches = scene.calls.map(({ member }) => member.speaks(spoken(ms + 1_000)));
  await systemClock.sleep(500);
  const share = await spent(scene, ms);
  await Promise.all(speeches);
  return share;
};

/** Whether one of several tries succeeds. */
const once = async (tries: number, attempt: () => Promise<boolean>): Promise<boolean> =>
  tries > 0 && ((await attempt()) || (await once(tries - 1, attempt)));

/** Whether all calls talk without gaps, except for a few that a busy machine causes. */
const inTime = async (scene: Scene, look: number): Promise<boolean> => {
  await talk(scene, BEGINNING + look + 1_000);
  await systemClock.sleep(BEGINNING);
  const [from, world] = [performance.now(), monitorEventLoopDelay({ resolution: 5 })];
  world.enable();
  await systemClock.sleep(look);
  world.disable();
  const to = performance.now();
  const seen = scene.calls.map(({ ears }) => ears.sounding.filter(({ at }) => at >= from && at <= to));
  const packets = seen.reduce((sum, each) => sum + each.length, 0);
  const late = seen.flatMap(gaps).filter((gap) => gap > LATE).length;
  const due = (scene.calls.length * look) / 20;
  const name = `${scene.kind}, ${scene.calls.length} calls`;
  const lag = (world.percentile(99) / 1e6).toFixed(0);
  console.log(`${name}: ${((100 * packets) / due).toFixed(0)} % of packets, ${late} late; world's own p99 ${lag} ms`);
  await systemClock.sleep(1_500);
  return packets >= due * 0.99 && late <= packets * TOLERATED;
};
