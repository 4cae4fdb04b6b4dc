import { normalizeDigits, parseDecimal, parseWhole } from './typed-number.ts';

/** An amount that may be spent: dollars, to the cent, or tokens. */
export type Amount = { unit: 'usd' | 'tokens'; limit: number };

/** The most of each that makes sense as a limit. */
const MOST_DOLLARS = 1_000_000;
const MOST_TOKENS = 1_000_000_000_000;

const FACTORS: Record<string, number> = { '': 1, k: 1_000, m: 1_000_000 };

/** Whether a value that was stored is an amount as {@link parseAmount} makes it. */
export const isAmount = (json: unknown): json is Amount => {
  if (typeof json !== 'object' || json === null || Object.keys(json).length !== 2) return false;
  const { unit, limit } = json as Partial<Amount>;
  if (typeof limit !== 'number' || limit <= 0) return false;
  if (unit === 'usd') return limit <= MOST_DOLLARS && Math.round(limit * 100) / 100 === limit;
  return unit === 'tokens' && Number.isInteger(limit) && limit <= MOST_TOKENS;
};

/** The number, and the unit before it or behind it. Some languages write which dollars they are. */
const DOLLARS = /^(?:(?:us ?)?\$(?: ?us)?|usd)? ?(.*?)(?: ?(?:(?:us ?)?\$(?: ?us)?|usd|dollars?))?$/;
const TOKENS = /^(.*?) ?(?:(k|m) ?(?:tokens?)?|tokens?)$/;

/**
 * What a person typed as an amount, such as `5`, `5 $`, `$0.50`, `200k` or `2,000,000 tokens`: a number without a unit is
 * dollars. Nothing if it isn't one, or if it may be another amount to others.
 */
export const parseAmount = (typed: string): Amount | undefined => {
  const text = normalizeDigits(typed).toLowerCase();
  const [isTokens, tokens = '', factor] = TOKENS.exec(text) ?? [];
  const amount = isTokens !== undefined ? parseTokens(tokens, factor) : parseDollars(DOLLARS.exec(text)?.[1] ?? '');
  return isAmount(amount) ? amount : undefined;
};

const parseTokens = (text: string, factor: string | undefined): Amount | undefined => {
  const number = factor === undefined ? parseWhole(text) : parseDecimal(text);
  return number === undefined
    ? undefined
    : { unit: 'tokens', limit: Math.round(number * (FACTORS[factor ?? ''] ?? 1)) };
};

const parseDollars = (text: string): Amount | undefined => {
  const limit = parseDecimal(text);
  return limit === undefined ? undefined : { unit: 'usd', limit };
};

/** What {@link parseAmount} reads as the same amount. */
export const formatAmount = ({ unit, limit }: Amount): string => {
  if (unit === 'usd') return `${Number.isInteger(limit) ? limit : limit.toFixed(2)} $`;
  if (limit % 1_000 === 0) return `${limit / 1_000}k`;
  return limit === 1 ? '1 token' : `${limit} tokens`;
};
