import type { FoundLinks } from './values.ts';

/** Makes a value when it's first needed. Most processes never say a list or a plural, so they start sooner. */
const lazy = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** Numbers, durations, money, sizes and days in a language. */
const makeAmounts = (locale: string) => {
  const makeNumber = (options: Intl.NumberFormatOptions = {}) => lazy(() => new Intl.NumberFormat(locale, options));
  const numbers = makeNumber();
  const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const seconds = makeNumber({ style: 'unit', unit: 'second', unitDisplay: 'long', ...tenths });
  const dollars = makeNumber({ style: 'currency', currency: 'USD', roundingMode: 'floor' });
  const megabytes = makeNumber({ style: 'unit', unit: 'megabyte' });
  const kilobytes = makeNumber({ style: 'unit', unit: 'kilobyte' });
  const dates = lazy(() => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }));
  return {
    number: (value: number): string => numbers().format(value),
    /** A duration of `ms` milliseconds, in seconds to a tenth. */
    seconds: (ms: number): string => seconds().format(ms / 1_000),
    /** Money, to the cent, and never more than there is. */
    dollars: (value: number): string => dollars().format(value),
    megabytes: (count: number): string => megabytes().format(count),
    kilobytes: (count: number): string => kilobytes().format(count),
    /** A day of the calendar in UTC, by any moment of it in milliseconds since the epoch. */
    date: (at: number): string => dates().format(at),
  };
};

/**
 * Plurals, lists, numbers and days in a language. `locale` is its BCP 47 tag, and `rules` are its plural categories: a sentence
 * that lacks a form is a type error. A test compares `rules` with `Intl`'s.
 */
export const makeFormats = <R extends Intl.LDMLPluralRule>(locale: string, rules: readonly R[]) => {
  const plurals = lazy(() => new Intl.PluralRules(locale));
  const lists = lazy(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const choices = lazy(() => new Intl.ListFormat(locale, { type: 'disjunction' }));
  const amounts = makeAmounts(locale);
  const languages = lazy(() => new Intl.DisplayNames(locale, { type: 'language' }));
  return {
    locale,
    rules,
    ...amounts,
    /** Picks the form of a sentence that fits a number in it. */
    plural: (count: number, forms: Record<R, string>): string => {
      const rule = plurals().select(count);
      const known = rules.find((one) => one === rule) ?? rules.at(-1);
      if (known === undefined) throw new Error(`${locale} has no plural categories`);
      return forms[known];
    },
    /** Links in a row, and how many more there would be. */
    joinLinks: ({ links, more }: FoundLinks): string =>
      [...links, ...(more > 0 ? [`+${amounts.number(more)}`] : [])].join(' · '),
    /** Joins items with commas and "and". */
    list: (items: readonly string[]): string => lists().format(items),
    /** Joins items of which one can be picked, with commas and "or". */
    either: (items: readonly string[]): string => choices().format(items),
    /** A language by its BCP 47 tag; an unknown one is called by that. */
    language: (tag: string): string => languages().of(tag) ?? tag,
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
