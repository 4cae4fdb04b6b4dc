import type { ScriptAnswer, ScriptQuestion } from './script.ts';
import { deltas, sayHeardIn } from './steps.ts';

/** What a model that translates hears, from the moment at which somebody begins to speak. */
export type HeardSpeech<C = unknown> = ScriptQuestion<C> & {
  /** The language that it translates into. */
  target: string;
  /** All that was said, 16 kHz mono s16le, once it's over. What comes before that is said while the person still speaks. */
  said: Promise<Buffer>;
};

/** How speech is translated: with the steps of an answer. Nothing of it is ever said to be complete. */
export type TranslationScript<C = unknown> = (heard: HeardSpeech<C>) => ScriptAnswer;

/** The words that are understood of speech, and their language: a BCP-47 tag. */
export type ForeignWords = { text: string; language: string };

/**
 * Understands speech once it's over, and translates it as the real model does: it tells what was heard and in which language,
 * and says the translation word by word, unless that's the language that it translates into.
 */
export const translateAs = (
  hear: (audio: Buffer) => ForeignWords,
  translate: (text: string, target: string) => string,
): TranslationScript =>
  async function* ({ said, target }) {
    const { text, language } = hear(await said);
    yield sayHeardIn(language, ...deltas(text));
    if (language.split('-')[0] !== target.split('-')[0]) yield* deltas(translate(text, target));
  };
