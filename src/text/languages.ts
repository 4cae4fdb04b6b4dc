import { type Catalogue, type PlainCode, render, type Text } from './text.ts';

/**
 * Languages by Discord's locale (`pt-BR`). Only the fallback may have just the first half (`en`), and is then spoken to all
 * locales that begin with it: Discord takes translations for its own locales only.
 */
export type Catalogues = Readonly<Record<string, Catalogue>>;

/** What Discord takes for a command, an option or a choice: the fallback's words, and those of every other language. */
type LocalizedWords<K extends string> = Record<K, string> &
  Partial<Record<`${K}_localizations`, Record<string, string>>>;

/** Puts one sentence, or several in a row, into one reader's language. */
export type Say = (texts: Text | readonly Text[]) => string;

/** The words for what Discord is told about a command, in every language at once. */
export type CommandWords = {
  /** The `description` of a command or an option. */
  describe(code: PlainCode): LocalizedWords<'description'>;
  /** The `name` of a choice or a context menu. */
  name(code: PlainCode): LocalizedWords<'name'>;
};

/** The languages that people are spoken to in. */
export type Languages = CommandWords & {
  /**
   * Says sentences to readers with this locale: the person's for what only they read, the server's for what everyone reads.
   * Where the locale is unknown, or we don't speak it, they read the fallback.
   */
  to(locale: string | undefined): Say;
};

/** @param fallback the language, one of `all`, for people whose own language isn't among them */
export const makeLanguages = (all: Catalogues, fallback: string): Languages => {
  const known = (locale: string) => (Object.hasOwn(all, locale) ? all[locale] : undefined);
  const main = known(fallback);
  if (!main) throw new Error(`there is no language ${fallback}`);
  /** An event that isn't as Discord describes it may hold anything for a locale. */
  const catalogueFor = (locale: unknown) =>
    typeof locale === 'string' ? (known(locale) ?? known(locale.split('-')[0] ?? '') ?? main) : main;
  const others = Object.entries(all).filter(([, catalogue]) => catalogue !== main);
  const localize = <K extends string>(key: K, code: PlainCode): LocalizedWords<K> => {
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
    describe: (code) => localize('description', code),
    name: (code) => localize('name', code),
  };
};
