import type { Observe } from '../base/events.ts';
import type { Expense } from '../base/expense.ts';
import type { InboundStage } from '../base/inbound.ts';

/** What may be spent, and what has been spent. */
type Budget = {
  /** Whether anything is left to spend on this. For now there always is. An owner's limits belong here. */
  check: InboundStage;
  /** Counts what a turn has cost. It never throws. */
  spend(expense: Expense): void;
};

/** Opens the budget. Monitoring is told how much was spent, but not where or by whom. */
export const openBudget = (observe: Observe): Budget => ({
  check: async () => {},
  spend: ({ by, prompt, answer, thoughts }) => observe({ is: 'tokens', by, prompt, answer, thoughts }),
});
