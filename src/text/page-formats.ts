import { makeFormats } from './intl.ts';

/** What is shown where there's nothing to show. */
const DASH = '–';

/** The symbols of milliseconds, seconds and minutes. Intl's are longer in some languages than a table has room for. */
export type TimeUnits = { ms: string; s: string; min: string };

/** Numbers, durations and times as a web page shows them. */
export type PageAmounts = {
  /** A whole number. */
  count(value: number): string;
  /** A duration in milliseconds; a dash if there's none. */
  took(ms: number | null | undefined): string;
  /** Money, to a hundredth of a cent. */
  dollars(value: number): string;
  /** A part of 1, rounded down, so that what isn't used up doesn't look so. */
  share(value: number): string;
  megabytes(bytes: number): string;
  /** The time of day, and that with the date, of a moment in milliseconds since the epoch, in the browser's time zone. */
  time(at: number): string;
  dateTime(at: number): string;
};

/** The hours are counted to 24 in every language, as logs and charts have them. */
const CLOCK = { hourCycle: 'h23' } as const;

/** @param dates the BCP 47 tag for times, if they're written as in one country only */
const makePageAmounts = (locale: string, { ms, s, min }: TimeUnits, dates = locale): PageAmounts => {
  const counts = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const money = { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: 4 } as const;
  const dollars = new Intl.NumberFormat(locale, money);
  const shares = new Intl.NumberFormat(locale, { style: 'percent', roundingMode: 'floor' });
  const sizes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 });
  const times = new Intl.DateTimeFormat(dates, { timeStyle: 'medium', ...CLOCK });
  const moments = new Intl.DateTimeFormat(dates, { dateStyle: 'medium', timeStyle: 'short', ...CLOCK });
  // A number and its unit stay on one line.
  const unit = (value: string, symbol: string) => `${value}\u00A0${symbol}`;
  return {
    count: (value) => counts.format(value),
    took: (duration) => {
      if (duration === null || duration === undefined) return DASH;
      // Rounded first: otherwise 59.96 s would become 60.0 s.
      if (Math.round(duration) < 1_000) return unit(counts.format(duration), ms);
      const ten = Math.round(duration / 100);
      if (ten < 600) return unit(tenths.format(ten / 10), s);
      const seconds = Math.round(duration / 1_000);
      return `${unit(counts.format(Math.floor(seconds / 60)), min)} ${unit(counts.format(seconds % 60), s)}`;
    },
    dollars: (value) => dollars.format(value),
    share: (value) => shares.format(value),
    megabytes: (bytes) => sizes.format(bytes / 1e6),
    time: (at) => times.format(at),
    dateTime: (at) => moments.format(at),
  };
};

/**
 * What {@link makeFormats} makes, and the amounts of a web page, as `amounts`.
 *
 * @param units the symbols of units of time. @param dates the BCP 47 tag for times, if it's another one
 */
export const makePageFormats = <R extends Intl.LDMLPluralRule>(
  locale: string,
  rules: readonly R[],
  units: TimeUnits,
  dates?: string,
) => ({ ...makeFormats(locale, rules), amounts: makePageAmounts(locale, units, dates) });
