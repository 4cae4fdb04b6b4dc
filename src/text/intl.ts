/** Makes a value when it's first needed. Most processes never say a list or a plural, so they start sooner. */
const lazy = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/**
 * Plurals, lists and numbers in a language. `locale` is its BCP 47 tag, and `rules` are its plural categories: a sentence that
 * lacks a form is a type error. A test compares `rules` with `Intl`'s.
 */
export const makeFormats = <R extends Intl.LDMLPluralRule>(locale: string, rules: readonly R[]) => {
  const plurals = lazy(() => new Intl.PluralRules(locale));
  const lists = lazy(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const choices = lazy(() => new Intl.ListFormat(locale, { type: 'disjunction' }));
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
    /** Picks the form of a sentence that fits a number in it. */
    plural: (count: number, forms: Record<R, string>): string => {
      const rule = plurals().select(count);
      const known = rules.find((one) => one === rule) ?? rules.at(-1);
      if (known === undefined) throw new Error(`${locale} has no plural categories`);
      return forms[known];
    },
    /** Joins items with commas and "and". */
    list: (items: readonly string[]): string => lists().format(items),
    /** Joins items of which one can be picked, with commas and "or". */
    either: (items: readonly string[]): string => choices().format(items),
    number: (value: number): string => numbers().format(value),
    /** A duration of `ms` milliseconds, in seconds to a tenth. */
    seconds: (ms: number): string => tenths().format(ms / 1_000),
  };
};

/** Discord's markup for a channel, which the reader's app shows as its name. */
export const formatChannel = (id: string): string => `<#${id}>`;

/** Discord's markup for a person, which the reader's app shows as the name that the reader knows. */
export const formatPerson = (id: string): string => `<@${id}>`;

/** Discord's markup for a role, which the reader's app shows as its name. */
export const formatRole = (id: string): string => `<@&${id}>`;

/**
 * Discord's markup for a moment in milliseconds since the epoch. Each reader's app shows it in their own time zone and
 * language: the time of day, and how far away it is. Rounded up, so that nobody is told to come back too early.
 */
export const formatMoment = (at: number): string => `<t:${Math.ceil(at / 1_000)}:t> (<t:${Math.ceil(at / 1_000)}:R>)`;

/** Like {@link formatMoment}, with the date. */
export const formatDate = (at: number): string => `<t:${Math.ceil(at / 1_000)}:f> (<t:${Math.ceil(at / 1_000)}:R>)`;

/** Discord's markup for how long ago a moment was, in milliseconds since the epoch. */
export const formatAgo = (at: number): string => `<t:${Math.floor(at / 1_000)}:R>`;
