import type { Expense, OpenHold } from '../../base/expense.ts';
import type { Place } from '../../base/place.ts';
import type { TokenUsage } from '../protocol/token-kinds.ts';

/** Where questions outside conversations are paid: for room before each, and for what Google counted after it. */
export type OneShotPurse = { hold: OpenHold; spend(expense: Expense): void };

/** What is being paid for: the words of a question, and where it's for. */
type PaidQuestion = { text: string; place: Place };

/** What a model was asked, and Google's count of it. */
export type OneShotBill = { model: string; usage: TokenUsage };

/** Bytes of UTF-8 that make a token, about. */
const BYTES = 4;

/**
 * Does what costs something once there's room for it in every cap. `work` calls `note` when the model has been asked and
 * no more is counted.
 *
 * @throws UserError if a cap is full; what `work` throws
 */
export const runPaid = async <T>(
  { hold, spend }: OneShotPurse,
  { text, place }: PaidQuestion,
  work: (note: (bill: OneShotBill) => void) => Promise<T>,
): Promise<T> => {
  const spender = { is: 'parley' } as const;
  const questionTokens = Math.ceil(Buffer.byteLength(text) / BYTES);
  const room = await hold(place, spender, { questionTokens, soundMs: 0, pictures: 0 });
  let isAsked = false;
  try {
    return await work(({ model, usage: { total, kinds, estimated } }) => {
      isAsked = true;
      if (total > 0) spend({ place, spender, by: 'live', model, kinds, estimated });
    });
  } finally {
    void room.close(isAsked);
  }
};
