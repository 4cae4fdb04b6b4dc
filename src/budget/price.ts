import type { TokenKinds } from '../base/expense.ts';
import { PRICES, type Price } from './prices.ts';

/** Money: whole nanodollars, a billionth of a dollar each. A token costs at least some hundred of them. */
export type Nano = number;

/** The nanodollars of a dollar. */
export const DOLLAR: Nano = 1_000_000_000;

/** A thousandth of a dollar for a thousand is a millionth of a dollar, or this many nanodollars, for one. */
const PER_TOKEN = 1_000;
const PER_SEARCH = 1_000_000;

/** The kinds whose price is a guess even where the model is known: at which of two prices Google bills them isn't said. */
const GUESSED = ['thoughts', 'searches'] as const;

const KINDS = ['textIn', 'soundIn', 'imageIn', 'textOut', 'soundOut', 'thoughts'] as const;

/** The row of a table of prices that holds at a time; before the first one, that. */
const pickRow = (rows: readonly Price[], at: number): Price | undefined => {
  const day = new Date(at).toISOString().slice(0, 10);
  return rows.findLast(({ from }) => from <= day) ?? rows[0];
};

/** The dearest known price of each kind, for a model that the table doesn't have. */
const findDearest = (at: number): Price => {
  const rows = Object.values(PRICES).flatMap((each) => pickRow(each, at) ?? []);
  const most = (kind: (typeof KINDS)[number] | 'search') => Math.max(...rows.map((row) => row[kind]));
  return {
    from: '',
    textIn: most('textIn'),
    soundIn: most('soundIn'),
    imageIn: most('imageIn'),
    textOut: most('textOut'),
    soundOut: most('soundOut'),
    thoughts: most('thoughts'),
    search: most('search'),
    source: 'the dearest of all known models',
  };
};

/**
 * The price of a model, with or without its `models/` prefix, at a time in milliseconds since the epoch. A model without one costs as much as the dearest, so
 * that a cap doesn't leak; it isn't `known`, and what it costs is an estimate.
 */
export const findPrice = (model: string, at: number): { price: Price; known: boolean } => {
  const name = model.replace(/^models\//, '');
  const price = pickRow((Object.hasOwn(PRICES, name) && PRICES[name]) || [], at);
  return price ? { price, known: true } : { price: findDearest(at), known: false };
};

/** What these tokens and searches cost. A part of a nanodollar counts as a whole one. */
export const countCost = (kinds: TokenKinds, price: Price): Nano =>
  Math.ceil(
    KINDS.reduce((sum, kind) => sum + kinds[kind] * price[kind] * PER_TOKEN, 0) +
      kinds.searches * price.search * PER_SEARCH,
  );

/** Whether some of these are billed at a price that Google doesn't say clearly. */
export const isGuessed = (kinds: TokenKinds): boolean => GUESSED.some((kind) => kinds[kind] > 0);
