import { random } from '../../world/discord/voice/path.ts';
import { sounds } from '../../world/live/sounds.ts';
import { sayHeard } from '../../world/live/steps.ts';
import type { Row } from './rows.ts';
import { type Call, DEADLINE, Scene } from './scene.ts';
import { answered, audible, spoken } from './sounds.ts';

/** How many calls, and how many sentences in each. */
export type Scale = { calls: number; rounds: number };

/** The share of turns that may be cut. */
const GOAL = 0.01;

/** Milliseconds of the pauses inside a sentence. */
export const PAUSE = { least: 150, most: 450 };

/** Every pause begins with five frames of silence of 20 ms each, as Discord's clients send them. */
const SILENCES = 100;

/** How long each part of a sentence is, in milliseconds. There is a pause between two parts. */
export const PARTS = [400, 600, 800, 500];

/** Prints how many sentences were answered before they were over. */
export const pauses = async ({ calls, rounds }: Scale): Promise<Row[]> => {
  const scenes = await Scene.both();
  await using _one = scenes[0];
  await using _other = scenes[1];
  const shares = await Promise.all(scenes.map((scene) => cuts(scene, { calls, rounds })));
  const [ours = 1, theirs = 1] = shares;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const what = `turns cut by pauses of ${PAUSE.least} to ${PAUSE.most} ms (${calls * rounds} sentences of ${PARTS.length} parts)`;
  return [[what, percent(ours), percent(theirs), '', `≤ ${percent(GOAL)}`, ours <= GOAL ? 'ok' : 'miss']];
};

const cuts = async (scene: Scene, { calls, rounds }: Scale): Promise<number> => {
  const next = random(1);
  const answer = sounds(answered(300), { leadingSilenceMs: 100 });
  scene.world.live.thinkMs = 300;
  scene.world.live.script = () => [sayHeard('hello'), answer];
  await scene.fill(calls);
  let cut = 0;
  for (let round = 0; round < rounds; round += 1) {
    const sentences = scene.calls.map((call) => isCut(call, next));
    cut += (await Promise.all(sentences)).filter(Boolean).length;
  }
  return cut / (calls * rounds);
};

/** Says a sentence. Resolves to whether the bot could be heard before it was over. */
const isCut = async ({ ears, member }: Call, next: () => number): Promise<boolean> => {
  ears.forget();
  const parts = PARTS.map((ms, index) => {
    const pause = PAUSE.least + next() * (PAUSE.most - PAUSE.least);
    return member.speaks(spoken(ms), index === 0 ? {} : { after: Math.max(0, pause - SILENCES) });
  });
  const last = Math.max(...(await Promise.all(parts)).map((part) => part.last));
  await ears.until(({ packets }) => packets.some(({ at, silence }) => !silence && at > last), DEADLINE);
  await ears.falls();
  return audible(ears.packets).some(({ at }) => at < last);
};
