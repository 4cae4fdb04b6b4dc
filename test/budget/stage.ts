import type { TestContext } from 'node:test';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Event } from '../../src/base/events.ts';
import { type Budget, openBudget } from '../../src/budget/budget.ts';
import type { Cap, Limits } from '../../src/budget/caps.ts';
import { DOLLAR } from '../../src/budget/price.ts';
import type { FindParents } from '../../src/budget/usage.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { silent } from '../store/record.ts';
import { VirtualClock } from '../virtual-clock.ts';

export const MODEL = 'gemini-3.8-live';
export const CONTEXT = 32_000;

/** No story of a day is longer, in milliseconds. */
const LONGEST = 2 * 60 * 60_000;

/**
 * A clock that shows the time of the system's, which judges when counters expire in a store in memory; late in the evening, in UTC, an
 * earlier one, so that no story goes on into the next day, for which other counters count.
 */
export const todaysClock = (): VirtualClock => {
  const clock = new VirtualClock();
  const tomorrow = new Date().setUTCHours(24, 0, 0, 0);
  clock.set(Math.min(Date.now(), tomorrow - LONGEST) - clock.wall());
  return clock;
};

/** Nothing is limited. */
export const NO_LIMITS: Limits = { caps: [], perMinute: {} };

/** A cap in dollars. */
export const dollars = (scope: Cap['scope'], limit: number, period: Cap['period'] = 'day'): Cap => ({
  scope,
  unit: 'usd',
  period,
  limit: Math.round(limit * DOLLAR),
});

/** A cap in tokens. */
export const tokens = (scope: Cap['scope'], limit: number, period: Cap['period'] = 'day'): Cap => ({
  scope,
  unit: 'tokens',
  period,
  limit,
});

type Options = { store: Store; limits: Limits; clock?: Clock; observe?(event: Event): void; findParents?: FindParents };

/** The budget of one process. */
export const budgetOn = ({
  store,
  limits,
  clock = systemClock,
  observe = () => {},
  findParents = async () => new Map(),
}: Options): Budget =>
  openBudget({
    store,
    leases: store.leases(),
    findParents,
    findLimits: () => limits,
    usual: limits,
    model: MODEL,
    contextTokens: CONTEXT,
    clock,
    log: silent,
    observe,
  });

/** A budget on a store in memory, closed with the test. */
export const openAlone = async (
  t: TestContext,
  limits: Limits,
  { clock, observe }: Partial<Omit<Options, 'store' | 'limits'>> = {},
): Promise<{ budget: Budget; store: Store }> => {
  const store = await openStore('memory:', silent);
  const budget = budgetOn({ store, limits, ...(clock && { clock }), ...(observe && { observe }) });
  t.after(async () => {
    await budget.close();
    await store.close();
  });
  return { budget, store };
};
