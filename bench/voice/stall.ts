import { systemClock } from '../../src/clock.ts';
import { sounds } from '../../test/world/live/sounds.ts';
import { heard } from '../../test/world/live/steps.ts';
import { ms } from '../figures.ts';
import type { Row } from './rows.ts';
import { DEADLINE, Scene } from './scene.ts';
import { answered, gaps, spoken } from './sounds.ts';

/** How many calls, and how long the answers are, in milliseconds. */
export type Scale = { calls: number; answer: number };

const GOAL = 40;

/** Prints the longest gap between two packets of answers while the bot's main thread is busy for half of each second. */
export const stall = async ({ calls, answer }: Scale): Promise<Row[]> => {
  const longest: number[] = [];
  for (const kind of ['Parley', 'textbook'] as const) {
    await using scene = await Scene.open(kind);
    const { live } = scene.world;
    const long = sounds(answered(answer));
    live.script = () => [heard('tell me'), long];
    await scene.fill(calls);
    await Promise.all(
      scene.calls.map(async ({ ears, member }) => {
        await member.speaks(spoken(400));
        await ears.until(({ packets }) => packets.some(({ silence }) => !silence), DEADLINE);
      }),
    );
    scene.toggleBlock();
    await systemClock.sleep(answer);
    longest.push(Math.max(...scene.calls.flatMap(({ ears }) => gaps(ears.sounding))));
  }
  const [ours = 0, theirs = 0] = longest;
  const what = 'longest gap, main thread busy 500 ms of each second';
  return [[what, ms(ours), ms(theirs), (ours / theirs).toFixed(3), `≤ ${ms(GOAL)}`, ours <= GOAL ? 'ok' : 'miss']];
};
