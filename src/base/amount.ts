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

/**
 * What a person typed as an amount, such as `5`, `5 $`, `$0.50`, `200k` or `2000000 tokens`: a number without a unit is
 * dollars. Nothing if it isn't one.
 */
export const parseAmount = (typed: string): Amount | undefined => {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  const [, dollars] =
    /^(?:\$|usd) ?(\d{1,7}(?:[.,]\d{1,2})?)$/.exec(text) ??
    /^(\d{1,7}(?:[.,]\d{1,2})?)(?: ?(?:\$|usd|dollars?))?$/.exec(text) ??
    [];
  const [, tokens, factor = ''] = /^(\d{1,13}(?:[.,]\d{1,3})?) ?(k|m)? ?(?:tokens?)?$/.exec(text) ?? [];
  const amount: Amount | undefined =
    dollars !== undefined
      ? { unit: 'usd', limit: toNumber(dollars) }
      : tokens !== undefined && /[kmt]/.test(text)
        ? { unit: 'tokens', limit: Math.round(toNumber(tokens) * (FACTORS[factor] ?? 1)) }
        : undefined;
  return isAmount(amount) ? amount : undefined;
};

/** What {@link parseAmount} reads as the same amount. */
export const formatAmount = ({ unit, limit }: Amount): string => {
  if (unit === 'usd') return `${Number.isInteger(limit) ? limit : limit.toFixed(2)} $`;
  if (limit % 1_000 === 0) return `${limit / 1_000}k`;
  return limit === 1 ? '1 token' : `${limit} tokens`;
};

const toNumber = (text: string): number => Number(text.replace(',', '.'));
