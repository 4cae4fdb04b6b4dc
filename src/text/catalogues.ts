import { createRequire } from 'node:module';
import { commandWords as germanWords } from './de/command-words.ts';
import { en } from './en/index.ts';
import { commandWords as spanishWords } from './es/command-words.ts';
import { commandWords as frenchWords } from './fr/command-words.ts';
import { commandWords as hindiWords } from './hi/command-words.ts';
import { commandWords as japaneseWords } from './ja/command-words.ts';
import { type AllLanguages, type Language, toLanguage } from './languages.ts';
import { commandWords as brazilianWords } from './pt-BR/command-words.ts';
import { commandWords as russianWords } from './ru/command-words.ts';

/** Loads a module at once, so that a sentence can be said without waiting. */
const load = createRequire(import.meta.url);

/** Spain and Latin America read the same. */
const spanish: Language = {
  words: spanishWords,
  load: () => (load('./es/index.ts') as typeof import('./es/index.ts')).es,
};

/**
 * Every language, by Discord's locale, or by its own where Discord has none. All but English are loaded when the first reader needs
 * them: together they would make a start longer and a process larger.
 */
export const languages: AllLanguages = {
  // Discord's apps don't speak Arabic, so they're told nothing in it.
  ar: { load: () => (load('./ar/index.ts') as typeof import('./ar/index.ts')).ar },
  en: toLanguage(en),
  de: { words: germanWords, load: () => (load('./de/index.ts') as typeof import('./de/index.ts')).de },
  // As people choose it in the settings; Discord has two.
  es: { load: spanish.load },
  'es-ES': spanish,
  'es-419': spanish,
  fr: { words: frenchWords, load: () => (load('./fr/index.ts') as typeof import('./fr/index.ts')).fr },
  hi: { words: hindiWords, load: () => (load('./hi/index.ts') as typeof import('./hi/index.ts')).hi },
  ja: { words: japaneseWords, load: () => (load('./ja/index.ts') as typeof import('./ja/index.ts')).ja },
  'pt-BR': {
    words: brazilianWords,
    load: () => (load('./pt-BR/index.ts') as typeof import('./pt-BR/index.ts')).ptBR,
  },
  ru: { words: russianWords, load: () => (load('./ru/index.ts') as typeof import('./ru/index.ts')).ru },
};
