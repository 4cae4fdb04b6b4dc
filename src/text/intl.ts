/** One object that is made when it is first needed: most processes never say a list or a plural, and start sooner. */
const lazy = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/**
 * What a language's sentences are made with: plurals, lists and numbers as `locale` (BCP 47) has them. `rules` are the plural
 * categories that the language has, so that a form that is missing is a type error; a test holds them against `Intl`.
 */
export const makeFormats = <R extends Intl.LDMLPluralRule>(locale: string, rules: readonly R[]) => {
  const plurals = lazy(() => new Intl.PluralRules(locale));
  const lists = lazy(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const numbers = lazy(() => new Intl.NumberFormat(locale));
  const tenths = lazy(
    () =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: 'second',
        unitDisplay: 'long',
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      }),
  );
  return {
    locale,
    rules,
    /** One of the forms of a sentence, by a number that is in it. */
    plural: (count: number, forms: Record<R, string>): string => {
      const rule = plurals().select(count);
      const known = rules.find((one) => one === rule) ?? rules.at(-1);
      if (known === undefined) throw new Error(`${locale} has no plural categories`);
      return forms[known];
    },
    /** "A, B and C". */
    list: (items: readonly string[]): string => lists().format(items),
    number: (value: number): string => numbers().format(value),
    /** A duration of `ms` milliseconds in seconds, to a tenth. */
    seconds: (ms: number): string => tenths().format(ms / 1_000),
  };
};

/** A channel as Discord shows it, in the reader's own app. */
export const formatChannel = (id: string): string => `<#${id}>`;

/** A person as Discord shows them, by the name that the reader sees of them. */
export const formatPerson = (id: string): string => `<@${id}>`;

/**
 * A moment, in milliseconds since the epoch, as Discord shows it in each reader's own time zone and language: the time of day,
 * and how far away it is. It is read later, too, and is never too early.
 */
export const formatMoment = (at: number): string => `<t:${Math.ceil(at / 1_000)}:t> (<t:${Math.ceil(at / 1_000)}:R>)`;

/** How long ago a moment was, in each reader's own language. */
export const formatAgo = (at: number): string => `<t:${Math.floor(at / 1_000)}:R>`;
