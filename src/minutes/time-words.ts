import { normalizeDigits } from '../base/typed-number.ts';
import { languages } from '../text/catalogues.ts';

/** How long ago something was: so many milliseconds, or so many days or weeks of the calendar. */
export type TimeAgo = { is: 'ms' | 'days' | 'weeks'; ago: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY } as const;
type TimeUnit = keyof typeof UNITS;
const ALL_UNITS = Object.keys(UNITS) as TimeUnit[];

/** Numbers of every plural category that any of the languages has. */
const COUNTS = [1, 2, 3, 5, 11, 21, 100, 1.5];

const STYLES = ['long', 'short', 'narrow'] as const;

/** What people write for a unit besides what `Intl` knows. */
const OTHER_UNITS = {
  minute: ['mins'],
  hour: ['hrs', 'घण्टा', 'घण्टे'],
  day: ['日間', 'сутки', 'суток', 'сут'],
  week: ['हफ्ता', 'हफ्ते'],
} as const;

/** What people write before and after it besides, because they're asked since when. */
const SINCE = ['since', 'seit', 'depuis', 'desde', 'desde hace', 'desde há', 'منذ', 'с', 'за'];
const ONWARDS = ['から', 'से', 'ago', 'पहले', 'назад'];

/** Accents, vowel signs of Arabic, and the dot below letters of Hindi, which people leave out. */
const LEFT_OUT = /[\u0300-\u036f\u064b-\u065f\u0670\u093c]/g;

/** What ends an abbreviation, but not what stands within a number. */
const STOP = /(?<!\d)[.॰]|[.॰](?!\d)/g;

/** What somebody typed, in one spelling: with digits from 0 to 9, in small letters of one width, without accents. */
export const normalizeTime = (typed: string): string =>
  normalizeDigits(typed.normalize('NFKD').replace(LEFT_OUT, '').replaceAll('’', "'").toLowerCase());

const toWord = (text: string): string => normalizeTime(text).replace(STOP, '').trim();

/** The words for times in all languages: units behind a number, all that stands for a time without one, and what comes before it. */
type TimeWords = { units: Map<string, number>; wholes: Map<string, TimeAgo>; before: Set<string> };

const addUnits = ({ units, wholes }: TimeWords, locale: string, unit: TimeUnit): void => {
  for (const unitDisplay of STYLES) {
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay });
    for (const count of COUNTS) {
      const parts = format.formatToParts(count);
      const words = parts.filter(({ type }) => type === 'unit').map(({ value }) => toWord(value));
      const isCounted = parts.some(({ type }) => type === 'integer');
      for (const word of words)
        if (isCounted) units.set(word, UNITS[unit]);
        else if (!wholes.has(word)) wholes.set(word, { is: 'ms', ago: count * UNITS[unit] });
      // An hour is what has passed of it; a week is that of the calendar.
      const [word] = words;
      if (count === 1 && unitDisplay === 'long' && word !== undefined)
        wholes.set(word, unit === 'week' ? { is: 'weeks', ago: 0 } : { is: 'ms', ago: UNITS[unit] });
    }
  }
};

const addAgo = ({ units, wholes, before }: TimeWords, locale: string): void => {
  for (const style of STYLES) {
    const format = new Intl.RelativeTimeFormat(locale, { style });
    for (const unit of ALL_UNITS)
      for (const count of COUNTS) {
        const parts = format.formatToParts(-count, unit);
        const [first, last] = [parts.at(0), parts.at(-1)];
        if (!parts.some(({ type }) => type === 'integer'))
          wholes.set(toWord(format.format(-count, unit)), { is: 'ms', ago: count * UNITS[unit] });
        else {
          if (first?.type === 'literal' && /\p{L}/u.test(first.value)) before.add(toWord(first.value));
          if (last?.type === 'literal') units.set(toWord(last.value), UNITS[unit]);
        }
      }
  }
};

/** The names of days and weeks, as "yesterday", by how many of them ago each may be. */
const NAMED = { day: [0, 1, 2], week: [0, 1] } as const;

const addNames = ({ wholes }: TimeWords, locale: string): void => {
  for (const style of STYLES) {
    const format = new Intl.RelativeTimeFormat(locale, { style, numeric: 'auto' });
    for (const unit of ['day', 'week'] as const)
      for (const ago of NAMED[unit])
        if (!format.formatToParts(-ago, unit).some(({ type }) => type === 'integer'))
          wholes.set(toWord(format.format(-ago, unit)), { is: `${unit}s`, ago });
  }
};

const collectWords = (): TimeWords => {
  const words: TimeWords = { units: new Map(), wholes: new Map(), before: new Set(SINCE.map(toWord)) };
  for (const locale of Object.keys(languages)) {
    for (const unit of ALL_UNITS) addUnits(words, locale, unit);
    addAgo(words, locale);
    addNames(words, locale);
  }
  for (const unit of ALL_UNITS) for (const word of OTHER_UNITS[unit]) words.units.set(toWord(word), UNITS[unit]);
  for (const [word, time] of [...words.wholes]) words.wholes.set(cutBefore(word, words.before), time);
  return words;
};

/** What is left without the longest of these that it begins with. */
const cutBefore = (text: string, before: ReadonlySet<string>): string => {
  const begins = [...before].filter((words) => text.startsWith(`${words} `)).map(({ length }) => length);
  return text.slice(Math.max(0, ...begins)).trim();
};

/** Gathered when somebody types a time first, in a tenth of a second. */
let known: (TimeWords & { part: RegExp }) | undefined;

const findWords = (): TimeWords & { part: RegExp } => {
  if (known) return known;
  const words = collectWords();
  const units = [...words.units.keys()].toSorted((one, other) => other.length - one.length).map(RegExp.escape);
  // One part of a duration, such as `90m`, `1.5 h` or `2 days`.
  const part = new RegExp(`(\\d{1,6}(?:[.,٫]\\d{1,3})?)\\s*(${units.join('|')})(?=$|[\\s\\d])\\s*`, 'gy');
  known = { ...words, part };
  return known;
};

/** How long ago that is, in any of the languages; nothing if it says no such time. To be normalized before ({@link normalizeTime}). */
export const readTimeAgo = (text: string): TimeAgo | undefined => {
  const { units, wholes, before, part } = findWords();
  const word = text.replace(STOP, '');
  const end = ONWARDS.map(toWord).find((one) => word.endsWith(one)) ?? '';
  const bare = word.slice(0, word.length - end.length).trim();
  for (const said of [word, bare, cutBefore(bare, before)]) {
    const whole = wholes.get(said);
    if (whole) return whole;
    const parts = [...said.matchAll(part)];
    if (parts.length === 0 || parts.map(([all]) => all).join('') !== said) continue;
    const each = parts.map(([, count = '', unit = '']) => Number(count.replace(/[,٫]/, '.')) * (units.get(unit) ?? 0));
    return { is: 'ms', ago: each.reduce((sum, ms) => sum + ms, 0) };
  }
  return undefined;
};
