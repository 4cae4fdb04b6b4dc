import type { PageLocale } from '../../text/page-language.ts';
import type { englishBoard } from './words/english-board.ts';

/** Every word of the operator's page in one language. English defines the list, so a language that lacks one doesn't compile. */
export type BoardWords = typeof englishBoard;

/** Each language has a file of its own, so a browser gets the one that it shows and no other. */
const LOADERS: Record<PageLocale, () => Promise<BoardWords>> = {
  en: async () => (await import('./words/english-board.ts')).englishBoard,
  de: async () => (await import('./words/german-board.ts')).germanBoard,
  fr: async () => (await import('./words/french-board.ts')).frenchBoard,
  es: async () => (await import('./words/spanish-board.ts')).spanishBoard,
  'pt-BR': async () => (await import('./words/brazilian-board.ts')).brazilianBoard,
  ja: async () => (await import('./words/japanese-board.ts')).japaneseBoard,
  hi: async () => (await import('./words/hindi-board.ts')).hindiBoard,
  ru: async () => (await import('./words/russian-board.ts')).russianBoard,
  ar: async () => (await import('./words/arabic-board.ts')).arabicBoard,
};

/** Loads the words of a language. */
export const loadBoardWords = (locale: PageLocale): Promise<BoardWords> => LOADERS[locale]();

/** The word for something that the process names by a code. A code that's newer than this page is shown as it is. */
export const nameCode = (words: Readonly<Record<string, string>>, code: string): string =>
  (Object.hasOwn(words, code) ? words[code] : undefined) ?? code;
