import { sounds } from '../../world/live/sounds.ts';
import { sayHeard } from '../../world/live/steps.ts';
import { type Row, timed } from './rows.ts';
import { type Call, DEADLINE, Scene } from './scene.ts';
import { answered, audible, spoken } from './sounds.ts';

/** How many people speak to the bot, and how many to each other. Each speaks once, so that nobody has its attention. */
export type Scale = { people: number };

/** How long Google's decision takes, in milliseconds: the most that Google says. */
const GATE = 250;

/** How long people speak to it, and to each other, in milliseconds. */
const QUESTION = 600;
const CHATTER = 3_000;

/** How long the model thinks, and how much silence its answer begins with; see `replies.ts`. */
const THINK = 300;
const PAD = 100;

/** What an hour of talk that isn't meant for it may cost, in dollars, and how many utterances there are in one. */
const GOAL = 0.05;
const HOURLY = 300;

/** Dollars for a token of what is decided about (`src/budget/prices.ts`). */
const PRICE = 0.1 / 1e6;

/** Prints how long people wait who speak to the bot among others, and what it costs that they speak to each other. */
export const gate = async ({ people }: Scale): Promise<Row[]> => {
  const scenes = await Scene.both();
  await using _one = scenes[0];
  await using _other = scenes[1];
  const [ours, theirs] = await Promise.all(scenes.map((scene) => waits(scene, people)));
  const chat = scenes[0] ? await chatter(scenes[0], people) : { turns: 1, dollars: 1 };
  return [
    timed(`spoken to among others, a decision takes ${GATE} ms: end of speech → first audible reply`, {
      ours: ours ?? [],
      theirs: theirs ?? [],
      share: 0.5,
      goal: { ratio: 0.45 },
    }),
    ['questions missed', String(people - (ours?.length ?? 0)), '', '', '0', ours?.length === people ? 'ok' : 'miss'],
    [`turns of ${people} remarks to others`, String(chat.turns), '', '', '0', chat.turns === 0 ? 'ok' : 'miss'],
    [
      `an hour of ${HOURLY} such remarks of ${CHATTER / 1_000} s`,
      `$${chat.dollars.toFixed(4)}`,
      '',
      '',
      `≤ $${GOAL}`,
      chat.dollars <= GOAL ? 'ok' : 'miss',
    ],
  ];
};

/** Has so many people ask one question each. Resolves to how long each waited, in milliseconds. */
const waits = async (scene: Scene, people: number): Promise<number[]> => {
  const { live } = scene.world;
  live.thinkMs = THINK;
  live.script = () => [sayHeard('hello'), sounds(answered(400), { leadingSilenceMs: PAD })];
  live.decisions.latencyMs = GATE;
  live.decisions.script = () => ({ meant: 0.99, finished: 0.99, wish: 'none' });
  const call = await scene.call();
  // The first question of a call waits for a connection to the model.
  await ask(call, call.member);
  if (scene.kind === 'textbook') {
    const all: number[] = [];
    for (let count = 0; count < people; count++) all.push(...(await ask(call, call.member)));
    return all;
  }
  const members = enter(call, people, 'Person');
  const reply = await call.member.slash('join', { listen: 'addressed', captions: 'off' }, { in: call.general });
  await reply.until(({ text }) => text !== '', DEADLINE);
  const all: number[] = [];
  for (const member of members) all.push(...(await ask(call, member)));
  return all;
};

/** More people come to a call. */
export const enter = ({ lounge }: Call, people: number, name: string): Call['member'][] =>
  Array.from({ length: people }, (_, n) => lounge.guild?.member(`${name} ${n}`) ?? [])
    .flat()
    .map((member) => {
      member.joins(lounge);
      return member;
    });

export const ask = async ({ ears }: Call, member: Call['member'], what = spoken(QUESTION)): Promise<number[]> => {
  ears.forget();
  const { last } = await member.speaks(what);
  await ears.until(({ packets }) => packets.some(({ silence }) => !silence), DEADLINE);
  await ears.falls();
  const [reply] = audible(ears.packets);
  return reply ? [reply.at - last] : [];
};

/** Has people speak to each other. Resolves to how many turns that made, and what an hour of it costs. */
const chatter = async (scene: Scene, people: number): Promise<{ turns: number; dollars: number }> => {
  const { live } = scene.world;
  const [call] = scene.calls;
  if (!call) return { turns: 0, dollars: 0 };
  live.decisions.script = () => ({ meant: 0.01, finished: 0.99, wish: 'none' });
  const before = { turns: live.questions.length, decisions: live.decisions.asked.length };
  for (const member of enter(call, people, 'Friend')) await member.speaks(spoken(CHATTER));
  const asked = live.decisions.asked.slice(before.decisions);
  const tokens = asked.reduce((sum, { text, questions, sounds: heard }) => {
    const words = (text.length + JSON.stringify(questions).length) / 4;
    return sum + words + heard.reduce((all, { ms }) => all + (ms / 1_000) * 32, 0);
  }, 0);
  return { turns: live.questions.length - before.turns, dollars: (tokens / people) * HOURLY * PRICE };
};
