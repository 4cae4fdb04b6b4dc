import { type BoardWords, loadBoardWords } from '../../../src/ops/page/board-words.ts';
import { choosePageLocale, findDirection, PAGE_LOCALES, type PageLocale } from '../../../src/text/page-language.ts';
import type { RoomLocale } from './room-protocol.ts';
import type { RoomWords } from './words/english-room.ts';

/** In what a page speaks: its words, those of the operator's page for turns, and the BCP 47 tag for numbers and times. */
export type ReaderLanguage = { locale: PageLocale; tag: string; words: RoomWords; board: BoardWords };

/** Where a tab keeps the language that was chosen on it. */
const CHOSEN = 'language';

/** The words in each language. Only those that are read are loaded. */
const WORDS: Record<PageLocale, () => Promise<RoomWords>> = {
  en: async () => (await import('./words/english-room.ts')).englishRoom,
  de: async () => (await import('./words/german-room.ts')).germanRoom,
  fr: async () => (await import('./words/french-room.ts')).frenchRoom,
  es: async () => (await import('./words/spanish-room.ts')).spanishRoom,
  'pt-BR': async () => (await import('./words/brazilian-room.ts')).brazilianRoom,
  ja: async () => (await import('./words/japanese-room.ts')).japaneseRoom,
  hi: async () => (await import('./words/hindi-room.ts')).hindiRoom,
  ru: async () => (await import('./words/russian-room.ts')).russianRoom,
  ar: async () => (await import('./words/arabic-room.ts')).arabicRoom,
};

/** The language that was chosen on the page, or else the first of the browser's that is spoken here. */
export const findReaderLocale = (): PageLocale => {
  const chosen = PAGE_LOCALES.find((locale) => locale === sessionStorage.getItem(CHOSEN));
  return chosen ?? choosePageLocale(navigator.languages);
};

/** Loads the words of a language, which the tab remembers, and tells the browser that the page is written in it. */
export const openReaderLanguage = async (locale: PageLocale): Promise<ReaderLanguage> => {
  const [words, board] = await Promise.all([WORDS[locale](), loadBoardWords(locale)]);
  // Somebody in Austria reads German, but numbers and times as in Austria.
  const tag = navigator.languages.find((one) => one.split('-')[0] === locale.split('-')[0]) ?? locale;
  sessionStorage.setItem(CHOSEN, locale);
  Object.assign(document.documentElement, { lang: locale, dir: findDirection(locale) });
  document.title = words['page.title'];
  return { locale, tag, words, board };
};

/** The locale that Discord's app of such a reader would have. */
export const toRoomLocale = ({ locale, tag }: Pick<ReaderLanguage, 'locale' | 'tag'>): RoomLocale => {
  if (locale === 'en') return tag === 'en' || tag === 'en-US' ? 'en-US' : 'en-GB';
  if (locale === 'es') return tag === 'es' || tag === 'es-ES' ? 'es-ES' : 'es-419';
  return locale;
};
