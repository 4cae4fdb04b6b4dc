import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import type { Expense } from '../../src/base/expense.ts';
import { readConfig } from '../../src/config.ts';
import { ConnectionPool } from '../../src/live/limits/connection-pool.ts';
import { openLive } from '../../src/parts/live-part.ts';
import type { Leases } from '../../src/store/leases.ts';
import type { Store } from '../../src/store/store.ts';
import { Live } from '../../world/live/live.ts';
import { never, silentLog } from '../live/stage.ts';
import { at } from '../place.ts';
import { NO_HANDS } from '../tools/no-hands.ts';

const open = (live: Live, spent: Expense[], env: Record<string, string> = {}) =>
  openLive(readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: live.key, GEMINI_BASE_URL: live.url, ...env }), {
    settings: { of: () => Promise.reject(new Error('no setting is needed')), peek: () => undefined },
    bot: {
      listOwnNames: () => ['Parley'],
      hands: NO_HANDS,
    },
    purse: {
      hold: () => Promise.reject(new Error('a decision holds nothing')),
      spend: (expense) => spent.push(expense) * 40_000,
      isFull: async () => false,
    },
    pool: new ConnectionPool(1),
    // Nobody is reminded of anything.
    store: {} as Store,
    leases: {} as Leases,
    clock: systemClock,
    log: silentLog,
    observe() {},
  });

test('decisions are asked of the model that is set, and paid where everything is', async () => {
  await using live = await Live.listen();
  live.decisions.latencyMs = 0;
  live.decisions.models = ['gemini-decision-2'];
  const spent: Expense[] = [];
  const { decisions } = open(live, spent, { DECISION_MODEL: 'gemini-decision-2' });
  const order = {
    ...{ place: at('general', 'server'), spender: { is: 'person', id: '1' } as const, parts: [{ text: 'Parley, hi' }] },
    questions: { meant: { is: 'noul', ask: 'Is it said to Parley?' } } as const,
    deadline: 20_000,
  };
  const outcome = await decisions?.decide(order, never);
  assert.ok(outcome?.is === 'decided');
  assert.equal(outcome.answers.meant, 0.96);
  assert.equal(outcome.cost.dollars, 0.000_04);
  assert.deepEqual(
    spent.map(({ place, spender, by, model }) => ({ place, spender, by, model })),
    [{ place: order.place, spender: order.spender, by: 'decision', model: 'gemini-decision-2' }],
  );
  assert.equal(open(live, spent, { DECISION_MODEL: 'off' }).decisions, undefined);
});
