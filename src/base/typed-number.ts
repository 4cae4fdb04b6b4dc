/** The zeros of the digits that people type where we're spoken to in their language: Arabic, Persian, Devanagari, full width. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10];

const OTHER_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g;

/** Marks that turn the direction of writing, which are copied along with a number. */
const DIRECTION = /[\u200e\u200f\u061c]/g;

/** Digits in groups, or not; then perhaps a decimal separator, and digits. */
const NUMBER = /^(?:([1-9]\d{0,2}([., '’٬])(?:\d{2,3}\2)*\d{3})|(\d+))(?:([.,٫])(\d+))?$/;

/** What a person typed, with digits from 0 to 9, and spaces of one kind. */
export const normalizeDigits = (typed: string): string =>
  typed
    .trim()
    .replace(DIRECTION, '')
    .replace(/\s+/g, ' ')
    .replace(OTHER_DIGIT, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
    });

/**
 * A whole number as people write it, also in groups: `1500`, `1,500`, `1.500`, `1 500`, `1,00,000`. Nothing if it isn't one. To be
 * normalized before ({@link normalizeDigits}).
 */
export const parseWhole = (text: string): number | undefined => {
  const [, grouped, , plain, decimal] = NUMBER.exec(text) ?? [];
  return decimal === undefined ? toNumber(grouped ?? plain) : undefined;
};

/**
 * A number with at most two decimals: `5`, `0.5`, `0,50`, `1,234.50`. Nothing if it isn't one, or if nobody can tell whether
 * a separator is of groups or of decimals: `1,000` is a thousand to some, and one to others. To be normalized before.
 */
export const parseDecimal = (text: string): number | undefined => {
  const [, grouped, separator, plain, decimal, decimals = ''] = NUMBER.exec(text) ?? [];
  if (decimal === undefined) return toNumber(plain);
  return decimal === separator || decimals.length > 2 ? undefined : toNumber(grouped ?? plain, decimals);
};

const toNumber = (whole: string | undefined, decimals = ''): number | undefined =>
  whole === undefined ? undefined : Number(`${whole.replace(/\D/g, '')}.${decimals || '0'}`);
