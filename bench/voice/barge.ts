import { systemClock } from '../../src/base/clock.ts';
import type { HeardPacket } from '../../world/discord/voice/bot-audio.ts';
import { sounds } from '../../world/live/sounds.ts';
import { hold, sayHeard, think } from '../../world/live/steps.ts';
import { type Row, timed } from './rows.ts';
import { type Call, DEADLINE, Scene } from './scene.ts';
import { answered, audible, spoken } from './sounds.ts';

/** How many calls, and how many interruptions in each. */
export type Scale = { calls: number; rounds: number };

/** How far away the Live API is, in milliseconds each way. */
const LATENCY = 50;

/** After this much silence, what is heard belongs to the next answer. In milliseconds. */
const APART = 150;

const FOREVER = new Promise<void>(() => {});

/** Prints how long a bot goes on talking after a person interrupts it. */
export const barge = async ({ calls, rounds }: Scale): Promise<Row[]> => {
  const scenes = await Scene.both();
  await using _one = scenes[0];
  await using _other = scenes[1];
  const all: number[][] = scenes.map(() => []);
  for (const { world } of scenes) world.live.latencyMs = LATENCY;
  await Promise.all(scenes.map((scene) => scene.fill(calls)));
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, scene] of scenes.entries()) {
      const tails = await interrupted(scene);
      // What runs for the first time is slow, so it doesn't count.
      if (round > 0) all[index]?.push(...tails);
    }
  const [ours = [], theirs = []] = all;
  return [
    timed('first packet of an interruption → last audible packet', {
      ours,
      theirs,
      share: 0.95,
      goal: { most: 60, ratio: 0.25 },
    }),
    timed('first packet of an interruption → last audible packet', { ours, theirs, share: 0.5, goal: {} }),
  ];
};

const LONG = [sayHeard('tell me'), sounds(answered(6_000)), hold(FOREVER)];
const SHORT = [sayHeard('stop'), think(300), sounds(answered(200))];

const interrupted = async ({ calls, world: { live } }: Scene): Promise<number[]> => {
  live.script = () => LONG;
  await Promise.all(
    calls.map(async ({ ears, member }) => {
      ears.forget();
      await member.speaks(spoken(600));
      await ears.until(({ packets }) => packets.some(({ silence }) => !silence), DEADLINE);
    }),
  );
  live.script = () => SHORT;
  return Promise.all(calls.map(tail));
};

const tail = async ({ ears, member }: Call): Promise<number> => {
  await systemClock.sleep(300 + Math.random() * 300);
  const { first } = await member.speaks(spoken(600));
  await ears.until(({ packets }) => isFollowed(packets, first), DEADLINE);
  await ears.falls();
  // If a bot stops before its next packet, the packet before was its last.
  return Math.max(0, (lastBefore(audible(ears.packets), first) ?? first) - first);
};

/** Whether another answer has begun since then. */
const isFollowed = (packets: readonly HeardPacket[], since: number): boolean => {
  const sounding = packets.filter(({ at, silence }) => !silence && at > since - APART);
  return sounding.some(({ at }, index) => index > 0 && at - (sounding[index - 1]?.at ?? at) > APART);
};

/** When the last packet came of what was being said at a given time. */
const lastBefore = (packets: readonly HeardPacket[], since: number): number | undefined => {
  let last: number | undefined;
  for (const { at } of packets) {
    if (at < since - APART) continue;
    if (last !== undefined && at - last > APART) break;
    last = at;
  }
  return last;
};
