/** The languages that web pages are written in, by their BCP 47 tags. The first is for everyone whose own language isn't among them. */
export const PAGE_LOCALES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'hi', 'ru', 'ar'] as const;
export type PageLocale = (typeof PAGE_LOCALES)[number];

const findLanguage = (tag: string): string | undefined => tag.toLowerCase().split('-')[0];

/**
 * The language of a page for somebody who reads these, the best first, as `navigator.languages` and Accept-Language have them. A
 * variety of a language is as good as the language: Portugal reads what was written for Brazil.
 */
export const choosePageLocale = (wanted: readonly string[]): PageLocale => {
  const spoken = (tag: string) => PAGE_LOCALES.find((locale) => findLanguage(locale) === findLanguage(tag));
  return wanted.map(spoken).find((locale) => locale !== undefined) ?? PAGE_LOCALES[0];
};

/** In which direction a page in this language is read, as HTML's `dir` says it. */
export const findDirection = (locale: PageLocale): 'ltr' | 'rtl' => (locale === 'ar' ? 'rtl' : 'ltr');
