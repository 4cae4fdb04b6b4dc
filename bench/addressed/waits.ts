import { EAR_RATE } from '../../src/audio/pcm.ts';
import { encode } from '../../world/discord/voice/codec.ts';
import { fromPcm } from '../../world/discord/voice/sound.ts';
import type { DecisionScript } from '../../world/live/decision-script.ts';
import { sounds } from '../../world/live/sounds.ts';
import { sayHeard } from '../../world/live/steps.ts';
import { ask, enter } from '../voice/gate.ts';
import { type Row, timed } from '../voice/rows.ts';
import { type Call, DEADLINE, Scene } from '../voice/scene.ts';
import { answered } from '../voice/sounds.ts';
import { DECISION, judgeSentence, PAD, THINK } from './google.ts';
import type { NamePlace, Sentence } from './sentences.ts';

/** How long an answer is, in milliseconds. */
const ANSWER = 400;

/** How people talk to it, and where the name stands if they say it. */
const WAYS: Record<string, readonly NamePlace[]> = {
  'its name first': ['first'],
  'its name last, or in the middle': ['last', 'middle'],
  'no name, after an answer to them': ['none'],
};

/** Goals: a share of the textbook bot's time. */
const NAMED = { ratio: 0.45 };
const KNOWN = { ratio: 0.4 };

/**
 * Measures in real time, over real sockets and with end-to-end encryption, how long people wait who talk to the bot among others:
 * with Google's decisions at their slowest, and beside the textbook bot.
 */
export const waits = async (sentences: readonly Sentence[], most: number): Promise<Row[]> => {
  const scenes = await Scene.both();
  await using _one = scenes[0];
  await using _other = scenes[1];
  const all = await Promise.all(scenes.map((scene) => measure(scene, sentences, most)));
  const row = (what: string, ways: readonly string[], goal: { ratio?: number }) => {
    const [ours = [], theirs = []] = all.map((each) => ways.flatMap((way) => each.get(way) ?? []));
    return timed(what, { ours, theirs, share: 0.5, goal });
  };
  const [first = '', last = '', none = ''] = Object.keys(WAYS);
  return [
    row('called by its name', [first, last], NAMED),
    ...[first, last].map((way) => row(way, [way], {})),
    row(none, [none], KNOWN),
  ];
};

/** How long those waited who spoke to a bot in each way, in milliseconds. */
const measure = async (scene: Scene, sentences: readonly Sentence[], most: number): Promise<Map<string, number[]>> => {
  const { live } = scene.world;
  let now: Sentence | undefined;
  live.thinkMs = THINK;
  live.script = () => [sayHeard(now?.heard[0] ?? ''), sounds(answered(ANSWER), { leadingSilenceMs: PAD })];
  live.decisions.latencyMs = DECISION;
  live.decisions.script = ({ sounds: heard }: Parameters<DecisionScript>[0]) =>
    now ? judgeSentence(now, heard.at(-1)?.ms ?? 0) : { meant: 0.03, finished: 0.95, wish: 'none' };
  const call = await scene.call();
  const says = (member: Call['member'], sentence: Sentence) => {
    now = sentence;
    return ask(call, member, encode(fromPcm(Buffer.concat([...sentence.frames]), EAR_RATE)));
  };
  const [first] = sentences;
  // The first question of a call waits for a connection to the model.
  if (first) await says(call.member, first);
  const chosen = Object.entries(WAYS).map(([way, names]) => ({ way, chosen: pick(sentences, names, most) }));
  const people = enter(call, chosen.flatMap((each) => each.chosen).length, 'Person');
  if (scene.kind === 'Parley') {
    const reply = await call.member.slash('join', { listen: 'addressed', captions: 'off' }, { in: call.general });
    await reply.until(({ text }) => text !== '', DEADLINE);
  }
  const found = new Map<string, number[]>();
  for (const { way, chosen: some } of chosen)
    for (const sentence of some) {
      const member = people.shift() ?? call.member;
      if (sentence.names === 'none' && first) await says(member, first);
      found.set(way, [...(found.get(way) ?? []), ...(await says(member, sentence))]);
    }
  return found;
};

const pick = (sentences: readonly Sentence[], names: readonly string[], most: number): Sentence[] =>
  sentences.filter((each) => each.to === 'parley' && names.includes(each.names)).slice(0, most);
