import type { commandWords } from './en/command-words.ts';
import { type Catalogue, render, type Text } from './text.ts';

/** The codes of what Discord is told of the commands. */
export type WordCode = keyof typeof commandWords;

/** The code of the name of a command or an option, by the code of its description. */
type NameCode<C> = C extends `command.${infer N}`
  ? `name.${N}`
  : C extends `option.${infer N}`
    ? `name.option-${N}`
    : never;

/** The codes of descriptions of what has a name. */
export type DescribedCode = { [C in WordCode]: NameCode<C> extends WordCode ? C : never }[WordCode];

/**
 * A language. Its `words` are there from the start, because Discord is told of them. It has none if Discord's apps don't speak it.
 * All of its sentences are loaded when somebody reads one.
 */
export type Language = { words?: Pick<Catalogue, WordCode>; load(): Catalogue };

/** A language whose sentences are there already. */
export const toLanguage = (catalogue: Catalogue): Language => ({ words: catalogue, load: () => catalogue });

/**
 * Languages by Discord's locale (`pt-BR`), or by their own where Discord has none. Only the fallback may have just the first half
 * (`en`) and words, and is then spoken to all locales that begin with it: Discord takes translations for its own locales only.
 */
export type AllLanguages = Readonly<Record<string, Language>>;

/** What Discord takes for a text about a command, an option or a choice: the fallback's words, and those of other languages. */
type LocalizedWords<K extends string> = Record<K, string> & Localizations<K>;
type Localizations<K extends string> = Partial<Record<`${K}_localizations`, Record<string, string>>>;

/** Puts one sentence, or several in a row, into one reader's language. */
export type Say = (texts: Text | readonly Text[]) => string;

/** The words for what Discord is told about a command, in every language at once. */
export type CommandWords = {
  /** The `description` of a command or an option, and its name in other languages than the fallback. */
  describe(code: DescribedCode): LocalizedWords<'description'> & Localizations<'name'>;
  /** The `name` of a choice or a context menu. */
  name(code: WordCode): LocalizedWords<'name'>;
};

/** The languages that people are spoken to in. */
export type Languages = CommandWords & {
  /**
   * Says sentences to readers with this locale: the person's for what only they read, the server's for what everyone reads.
   * Where the locale is unknown, or we don't speak it, they read the fallback.
   */
  to(locale: string | undefined): Say;
  /**
   * The same in a place, whose people may have chosen a language for all that is said there. What they chose is looked up whenever
   * something is said.
   */
  in(place: SpokenPlace | undefined, locale: string | undefined): Say;
};

/** Where something is said, by Discord's ids. */
export type SpokenPlace = { server: string | undefined; channel: string; parent: string | undefined };

/** The language that is chosen for a place; nothing if none is, or if that isn't known. */
export type FindLocale = (place: SpokenPlace) => string | undefined;

/** The code of a description's name. */
export const nameCodeOf = (code: DescribedCode): WordCode =>
  code.replace(/^command\./, 'name.').replace(/^option\./, 'name.option-') as WordCode;

/** @param fallback the language, one of `all`, for people whose own language isn't among them */
export const makeLanguages = (
  all: AllLanguages,
  fallback: string,
  findLocale: FindLocale = () => undefined,
): Languages => {
  const known = (locale: string) => (Object.hasOwn(all, locale) ? all[locale] : undefined);
  const main = known(fallback);
  if (!main?.words) throw new Error(`there is no language ${fallback}`);
  const words = main.words;
  /** An event that isn't as Discord describes it may hold anything for a locale. */
  const languageFor = (locale: unknown) =>
    typeof locale === 'string' ? (known(locale) ?? known(locale.split('-')[0] ?? '') ?? main) : main;
  const localize = <K extends string>(key: K, code: WordCode): Localizations<K> => {
    const others = Object.entries(all).flatMap(([locale, language]) =>
      language.words && language !== main ? [[locale, language.words[code]]] : [],
    );
    if (others.length === 0) return {};
    return { [`${key}_localizations`]: Object.fromEntries(others) } as Localizations<K>;
  };
  const toSay =
    (locate: () => string | undefined): Say =>
    (texts) => {
      const catalogue = languageFor(locate()).load();
      const said = ('code' in texts ? [texts] : texts).map((text) => render(text, catalogue));
      return said.length === 1 ? (said[0] ?? '') : catalogue['text.sequence']({ sentences: said });
    };
  return {
    to: (locale) => toSay(() => locale),
    in: (place, locale) => toSay(() => (place && findLocale(place)) ?? locale),
    describe: (code) => ({
      description: words[code],
      ...localize('name', nameCodeOf(code)),
      ...localize('description', code),
    }),
    name: (code) => ({ name: words[code], ...localize('name', code) }),
  };
};
