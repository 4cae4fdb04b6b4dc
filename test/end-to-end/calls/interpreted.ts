import type { Member } from '../../../world/discord/member.ts';
import type { OptionValues } from '../../../world/discord/options.ts';
import { speech } from '../../../world/discord/voice/signals.ts';
import { translateAs } from '../../../world/live/translation-script.ts';
import { begins, holding, sentence } from '../../sentences.ts';
import type { Stage } from './talks.ts';

export const PAIR = { one: 'de', other: 'ja' } as const;

const WORDS = {
  de: { heard: 'Guten Morgen.', ja: 'おはようございます。' },
  ja: { heard: 'こんにちは。', de: 'Guten Tag.' },
};

/** What each of them says, in the language of the other. */
export const ADA_IN_JAPANESE = WORDS.de.ja;
export const BOB_IN_GERMAN = WORDS.ja.de;

/** How long Ada speaks, who speaks German, and Bob, who speaks Japanese, in milliseconds. The model tells them apart by that. */
const LENGTH = { ada: 1_800, bob: 600 };

/** How much of what was heard is more than silence, in milliseconds: 16 samples are one. */
const measureVoice = (audio: Buffer): number => {
  const isLoud = (at: number) => Math.abs(audio.readInt16LE(at)) > 500;
  const frames = Array.from({ length: Math.floor(audio.length / 640) }, (_, frame) =>
    Array.from({ length: 320 }, (_, sample) => frame * 640 + sample * 2).some(isLoud),
  );
  return frames.filter(Boolean).length * 20;
};

/** Which of the two spoke. */
export const recognize = (audio: Buffer): 'ada' | 'bob' =>
  measureVoice(audio) > (LENGTH.ada + LENGTH.bob) / 2 ? 'ada' : 'bob';

/** A model that knows what Ada and Bob say. */
export const bilingual = translateAs(
  (audio) =>
    recognize(audio) === 'ada' ? { text: WORDS.de.heard, language: 'de' } : { text: WORDS.ja.heard, language: 'ja' },
  (text) => (text === WORDS.de.heard ? WORDS.de.ja : WORDS.ja.de),
);

/** A member asks it to interpret in the call, and reads something about that. */
const asksToInterpret = async ({ general }: Pick<Stage, 'general'>, who: Member, options: OptionValues = {}) => {
  const reply = await who.slash('interpret on', { in: 'de', out: 'Japanese', ...options }, { in: general });
  await reply.until(({ messages }) => messages.length > 0);
  return reply;
};

export const INTERPRETS = begins({ code: 'panel.interpreting', voice: '', ...PAIR }).source.replace('<#>', '<#\\d+>');

/** Ada brings Parley into the lounge, Bob is there, too, and it interprets once she has read what that costs. */
export const interprets = async (stage: Stage, options: OptionValues = {}, join: Record<string, string> = {}) => {
  const { ada, bob, lounge, general, live, voice } = stage;
  live.translating = bilingual;
  await stage.call({ listen: 'everyone', ...join });
  bob.joins(lounge);
  await voice.delivery.settled(lounge.id);
  const reply = await asksToInterpret(stage, ada, options);
  const cost = await reply.shows(holding({ code: 'interpret.cost', dollars: 2.52 }));
  await reply.press(sentence({ code: 'button.interpret-begin' }));
  await reply.shows(sentence({ code: 'interpret.begun', ...PAIR }));
  const panel = await general.shows(new RegExp(INTERPRETS));
  return { cost, panel };
};

/** Ada says something in German, or Bob in Japanese. */
export const says = (stage: Stage, who: 'ada' | 'bob', after?: number) =>
  stage[who].speaks(speech(LENGTH[who]), after === undefined ? {} : { after });

/** A model that takes whatever is said for Bob's words, however long it is. */
const bobs = translateAs(
  () => ({ text: WORDS.ja.heard, language: 'ja' }),
  () => BOB_IN_GERMAN,
);

/**
 * Ada says something, and goes on while Google hears that somebody speaks. It's taken for Bob's words, wherever she's cut off.
 * Resolves to what resolves when she falls silent.
 */
export const beginsToSpeak = async (stage: Stage) => {
  const begun = Promise.withResolvers<void>();
  stage.live.translating = (heard) => {
    if (heard.target === 'de') begun.resolve();
    return bobs(heard);
  };
  const speaking = says(stage, 'ada');
  await begun.promise;
  return { speaking };
};

/** Bob speaks until he is read in German: a first syllable may be said before the ears of the process that is there now are open. */
export const isInterpretedAgain = async (stage: Stage) => {
  stage.live.translating = bobs;
  const count = () => captions(stage).filter((text) => text === `**Bob**: ${BOB_IN_GERMAN}`).length;
  const before = count();
  for (let tries = 0; tries < 10 && count() === before; tries += 1) await says(stage, 'bob', 1_000);
  await stage.general.until(() => count() > before);
};

/** The captions in the channel, in their order. */
export const captions = ({ general }: Pick<Stage, 'general'>): string[] =>
  general.messages.map(({ text }) => text).filter((text) => /^\*\*(?:Ada|Bob)\*\*/.test(text));

/** Resolves once nothing is connected with Google any more. */
export const leavesGoogle = ({ live }: Pick<Stage, 'live'>) => Promise.all(live.connections.map(({ ended }) => ended));
