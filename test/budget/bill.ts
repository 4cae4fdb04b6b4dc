import type { TokenKinds } from '../../src/base/expense.ts';
import { countCost, findPrice } from '../../src/budget/price.ts';
import type { Bill } from '../../world/live/bill.ts';

const price = (model: string, at: number, kinds: TokenKinds): number =>
  countCost(kinds, findPrice(model.replace(/^models\//, ''), at).price);

/** What Google would bill for all of it, and for the dearest answer, in nanodollars. */
export const priceBill = (bill: Bill): { sum: number; dearest: number } => ({
  sum: bill.models.reduce((sum, model) => sum + price(model, Date.now(), bill.of(model)), 0),
  dearest: Math.max(0, ...bill.answers.map(({ model, kinds }) => price(model, Date.now(), kinds))),
});
