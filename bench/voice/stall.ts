import { systemClock } from '../../src/base/clock.ts';
import { sounds } from '../../world/live/sounds.ts';
import { sayHeard } from '../../world/live/steps.ts';
import { type Row, timed } from './rows.ts';
import { DEADLINE, Scene } from './scene.ts';
import { answered, gaps, spoken } from './sounds.ts';

/** How many calls, how long the answers are, in milliseconds, and how many there are in each. */
export type Scale = { calls: number; answer: number; rounds: number };

const GOAL = 40;

/** Prints the longest gap between two packets of answers while the bot's main thread is busy for half of each second. */
export const stall = async ({ calls, answer, rounds }: Scale): Promise<Row[]> => {
  const scenes = await Scene.both();
  await using _one = scenes[0];
  await using _other = scenes[1];
  await Promise.all(scenes.map((scene) => scene.fill(calls)));
  const long = sounds(answered(answer));
  const all: number[][] = scenes.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, scene] of scenes.entries()) {
      scene.world.live.script = () => [sayHeard('tell me'), long];
      all[index]?.push(await longestGap(scene, answer));
    }
  const [ours = [], theirs = []] = all;
  const what = 'longest gap of a talk, main thread busy 500 ms of each second';
  return [
    timed(what, { ours, theirs, share: 0.5, goal: { most: GOAL } }),
    timed(what, { ours, theirs, share: 1, goal: {} }),
  ];
};

/** Makes the bot talk in all calls, with a busy main thread from the first packet on. */
const longestGap = async (scene: Scene, answer: number): Promise<number> => {
  await Promise.all(
    scene.calls.map(async ({ ears, member }) => {
      ears.forget();
      await member.speaks(spoken(400));
      await ears.until(({ packets }) => packets.some(({ silence }) => !silence), DEADLINE);
    }),
  );
  scene.toggleBlock();
  await systemClock.sleep(answer);
  scene.toggleBlock();
  await Promise.all(scene.calls.map(({ ears }) => ears.falls(1_000, DEADLINE)));
  return Math.max(...scene.calls.flatMap(({ ears }) => gaps(ears.sounding)));
};
