import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../../src/clock.ts';
import { sounds } from '../../test/world/live/sounds.ts';
import { heard } from '../../test/world/live/steps.ts';
import { interval, median } from '../figures.ts';
import { usage } from './processes.ts';
import type { Row } from './rows.ts';
import { Scene } from './scene.ts';
import { answered, gaps, spoken } from './sounds.ts';

/** How many calls to begin with, and how many at most; how long to look, in milliseconds, and how often. */
export type Scale = { least: number; most: number; look: number; rounds: number };

/** A gap between two packets, in milliseconds, that is too long; and the share of gaps that may be, for the machine's sake. */
const LATE = 40;
const TOLERATED = 0.005;

/** Goals: so many times as many calls, processor time as a share of the textbook bot's, memory in bytes. */
const GOAL = { calls: 3, talking: 0.45, listening: 0.5, call: 1e6, process: 110e6 };

/** A machine that does something else as well gets another chance. */
const TRIES = 3;

/** How long the calls are given to begin, in milliseconds, over which they are spread. */
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
  /** Bytes of one call and all else; of so many calls as were found in time; and of the voice process without calls. */
  one: number;
  all: number;
  process: number;
};

/** Prints how many calls a bot can hold, and what a call costs. */
export const density = async ({ least, most, look, rounds }: Scale): Promise<Row[]> => {
  const scenes = await Scene.both();
  await using _one = scenes[0];
  await using _other = scenes[1];
  const all: Seen[] = [];
  for (const scene of scenes) all.push(await begin(scene));
  await Promise.all(scenes.map((scene) => scene.fill(least)));
  for (let round = 0; round < rounds; round += 1) for (const seen of all) await cost(seen, look);
  for (let calls = least; calls <= most && all.some(({ over }) => !over); calls *= 2)
    for (const seen of all.filter(({ over }) => !over)) {
      await seen.scene.fill(calls);
      const good = await once(TRIES, () => inTime(seen.scene, look));
      seen.over = !good;
      if (!good) continue;
      seen.calls = calls;
      seen.all = (await usage(seen.scene.pid)).resident;
    }
  const [ours, theirs] = all;
  return ours && theirs ? rows(ours, theirs, least) : [];
};

const rows = (ours: Seen, theirs: Seen, least: number): Row[] => {
  const verdict = (good: boolean) => (good ? 'ok' : 'miss');
  const count = ({ calls, over }: Seen) => `${over ? '' : '≥ '}${calls || `< ${least}`}`;
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  const mega = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
  // Who cannot hold even the fewest is taken to hold nearly as many.
  const more = ours.calls / (theirs.calls || least);
  const perCall = ({ all, one, calls }: Seen) => (calls > 1 ? (all - one) / (calls - 1) : Number.POSITIVE_INFINITY);
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
      `talking calls, gaps over ${LATE} ms ≤ ${TOLERATED * 100} %, by doubling`,
      count(ours),
      count(theirs),
      more.toFixed(1),
      `≥ ${GOAL.calls} x textbook`,
      verdict(more >= GOAL.calls),
    ],
    share('talking'),
    share('listening'),
    [
      'memory per call',
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

/** Looks at a bot that has had a call, which it has loaded everything for, and at one call. */
const begin = async (scene: Scene): Promise<Seen> => {
  const first = await scene.call();
  await talk(scene, 500);
  await systemClock.sleep(1_500);
  await scene.leave(first);
  await systemClock.sleep(500);
  const { children } = await usage(scene.pid);
  const idle = await spent(scene, 1_000);
  await scene.fill(1);
  await talk(scene, 500);
  await systemClock.sleep(1_500);
  const { resident } = await usage(scene.pid);
  const process = children[0] ?? 0;
  return { scene, calls: 0, over: false, idle, talking: [], listening: [], one: resident, all: resident, process };
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

/** Has the bot talk for so long in all calls, beginning soon. */
const talk = async ({ calls, world: { live } }: Scene, ms: number): Promise<void> => {
  // Faster than it is played, as the real service sends it, but not all at once.
  const answer = sounds(answered(ms), { rate: 3 });
  live.script = () => [heard('tell me'), answer];
  await Promise.all(
    calls.map(async ({ ears, member }) => {
      ears.forget();
      await systemClock.sleep(Math.random() * 500);
      await member.speaks(spoken(300));
    }),
  );
};

/** How much of a processor a bot takes for a while, all of its processes together. */
const spent = async ({ pid }: Scene, ms: number): Promise<number> => {
  const [before, began] = [await usage(pid), performance.now()];
  await systemClock.sleep(ms);
  const after = await usage(pid);
  return (after.cpu - before.cpu) / (performance.now() - began);
};

/** The same while somebody speaks in each call. */
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

/** Whether all calls talk without a gap, but for some few that a busy machine makes. */
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
