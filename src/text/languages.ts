import { type Catalogue, type PlainCode, render, type Text } from './text.ts';

/** The languages that people are spoken to in, by Discord's names for them ("en-US", "pt-BR"), or their first half ("en"). */
export type Catalogues = Readonly<Record<string, Catalogue>>;

/** What Discord is told of a command, an option or a choice: words for everybody, and for those with another language. */
type LocalizedWords<K extends string> = Record<K, string> &
  Partial<Record<`${K}_localizations`, Record<string, string>>>;

/** Says one sentence, or several one after another, in one reader's language. */
export type Say = (texts: Text | readonly Text[]) => string;

/** Says sentences to people, each in their own language. */
export type Languages = {
  /**
   * How somebody is spoken to. `locale` is the reader's for what only they read, and the server's for what everybody does;
   * where it is not among those there are, or is not known, it is the fallback's.
   */
  to(locale: string | undefined): Say;
  /** The `description` of a command or an option. */
  described(code: PlainCode): LocalizedWords<'description'>;
  /** The `name` of a choice or a context menu. */
  named(code: PlainCode): LocalizedWords<'name'>;
};

/** @param fallback the language, one of `all`, for everybody whose own is not among them */
export const makeLanguages = (all: Catalogues, fallback: string): Languages => {
  const known = (locale: string | undefined) => (locale === undefined ? undefined : all[locale]);
  const main = known(fallback);
  if (!main) throw new Error(`there is no language ${fallback}`);
  const catalogueFor = (locale: string | undefined) => known(locale) ?? known(locale?.split('-')[0]) ?? main;
  const others = Object.entries(all).filter(([, catalogue]) => catalogue !== main);
  const localized = <K extends string>(key: K, code: PlainCode): LocalizedWords<K> => {
    const elsewhere = others.map(([locale, catalogue]) => [locale, catalogue[code]] as const);
    const words = {
      [key]: main[code],
      ...(elsewhere.length > 0 && { [`${key}_localizations`]: Object.fromEntries(elsewhere) }),
    };
    return words as LocalizedWords<K>;
  };
  return {
    to(locale) {
      const catalogue = catalogueFor(locale);
      return (texts) => {
        const said = ('code' in texts ? [texts] : texts).map((text) => render(text, catalogue));
        return said.length === 1 ? (said[0] ?? '') : catalogue['text.sequence']({ sentences: said });
      };
    },
    described: (code) => localized('description', code),
    named: (code) => localized('name', code),
  };
};
