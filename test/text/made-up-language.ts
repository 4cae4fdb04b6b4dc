import { Locale } from 'discord.js';
import { en } from '../../src/text/en/index.ts';
import { makeLanguages, toLanguage } from '../../src/text/languages.ts';
import type { Catalogue } from '../../src/text/text.ts';

/** Discord leaves little room for these, so here they are only their code. */
const LABEL = /^(?:command|option|choice|button)\./;

/** Discord takes only letters and hyphens in the name of a command. */
const translate = (code: string, words: string): string => {
  if (code.startsWith('name.')) return code.replace('.', '-');
  return LABEL.test(code) ? `[${code}]` : `[${code}] ${words}`;
};

/** A second language, made from English: each sentence begins with its code in brackets, and each label is its code. */
export const madeUp = Object.fromEntries(
  Object.entries<string | ((values: never) => string)>(en).map(([code, entry]) => {
    if (code.startsWith('text.')) return [code, entry];
    return [
      code,
      typeof entry === 'string' ? translate(code, entry) : (values: never) => translate(code, entry(values)),
    ];
  }),
) as Catalogue;

/** The locale of the made-up language, which has to be one that Discord knows. */
export const MADE_UP = Locale.Finnish;

/** English, and the made-up language. */
export const TWO_LANGUAGES = makeLanguages({ en: toLanguage(en), [MADE_UP]: toLanguage(madeUp) }, 'en');

/** Sentences as a reader of the made-up language sees them. */
export const madeUpSentence = TWO_LANGUAGES.to(MADE_UP);
