import type { Observe } from '../base/events.ts';
import type { Expense } from '../base/expense.ts';
import type { InboundStage } from '../base/inbound.ts';

/** What may be spent, and what has been. */
type Budget = {
  /** Is anything left to spend on this? For now there always is; an owner's limits are to be asked here. */
  check: InboundStage;
  /** Counts what a turn has cost. It never throws. */
  spend(expense: Expense): void;
};

/** Opens the budget. Monitoring is told how much was spent, but not where or by whom. */
export const openBudget = (observe: Observe): Budget => ({
  check: async () => {},
  spend: ({ prompt, answer, thoughts }) => observe({ is: 'tokens', prompt, answer, thoughts }),
});
