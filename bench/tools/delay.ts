import { fileURLToPath } from 'node:url';
import { sounds } from '../../world/live/sounds.ts';
import { sayHeard, toolCall } from '../../world/live/steps.ts';
import { ms, percentile, verdict } from '../figures.ts';
import { type Call, DEADLINE, Scene } from '../voice/scene.ts';
import { answered, audible, spoken } from '../voice/sounds.ts';
import { NAME } from './work.ts';

/** How many questions are asked of each bot without the tool, and as many with it. */
export type DelayScale = { rounds: number };

const QUESTION = 600;
const ANSWER = 400;

/** How long the model thinks, and how much silence its answer begins with (measured by others, see `StreamOptions`). */
const THINK = 300;
const PAD = 100;

/** How much later an answer with a tool of 50 ms may be heard, in milliseconds. */
const MOST_LATER = 120;

const BOT = fileURLToPath(new URL('tool-bot.ts', import.meta.url));

export const DELAY_HEAD = [
  'end of the question → first audible packet',
  'n',
  'without',
  'with',
  'later',
  'goal',
  '',
] as const;

/** Prints how much later an answer is heard for which a tool was called, with Parley and with a textbook bot in turn. */
export const delay = async ({ rounds }: DelayScale): Promise<string[][]> => {
  const scenes = [Scene.open('Parley', { program: [BOT] }), Scene.open('textbook', { env: { TOOL: NAME } })] as const;
  const [opened, other] = await Promise.all(scenes);
  await using ours = opened;
  await using theirs = other;
  const all = [ours, theirs].map((scene) => ({ scene, without: [] as number[], with: [] as number[] }));
  for (const { scene } of all) {
    scene.world.live.thinkMs = THINK;
    await ask(scene, await scene.call(), false);
  }
  for (let round = 0; round < rounds; round++)
    for (const one of all)
      for (const isWith of round % 2 === 0 ? [false, true] : [true, false]) {
        const [call] = one.scene.calls;
        if (call) one[isWith ? 'with' : 'without'].push(await ask(one.scene, call, isWith));
      }
  return all.flatMap(({ scene: { kind }, ...times }) =>
    [0.5, 0.95].map((share) => {
      const [before, after] = [percentile(times.without, share), percentile(times.with, share)];
      const goal = kind === 'Parley' ? [`≤ ${ms(MOST_LATER)}`, verdict(after - before, MOST_LATER)] : ['', ''];
      const name = `${kind}, ${share === 0.5 ? 'median' : 'p95'}`;
      return [name, `${times.with.length}`, ms(before), ms(after), ms(after - before), ...goal];
    }),
  );
};

/** Asks one question, and resolves to how long after its end its answer is audible. */
const ask = async ({ world }: Scene, { ears, member }: Call, isWith: boolean): Promise<number> => {
  const answer = sounds(answered(ANSWER), { leadingSilenceMs: PAD });
  world.live.script = () => [sayHeard('hello'), ...(isWith ? [toolCall({ name: NAME, args: {} })] : []), answer];
  ears.forget();
  await member.speaks(spoken(QUESTION));
  await ears.until(({ packets }) => packets.some(({ silence }) => !silence), DEADLINE);
  await ears.falls();
  const ended = world.live.questions.at(-1)?.connection.heard.questions.at(-1)?.ended.wall;
  const [reply] = audible(ears.packets);
  if (ended === undefined || !reply) throw new Error('a question had no answer');
  return reply.at - ended;
};
