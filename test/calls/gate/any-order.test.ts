import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryOrders } from './any-order.ts';

/** How many are tried; `npm run orders` tries ten thousand. */
const ORDERS = 50;

for (const hasGate of [true, false])
  test(`in whatever order things arrive, ${hasGate ? 'with' : 'without'} a gate, no word is under another name, and nothing is answered that wasn’t meant`, async () => {
    const { attributed, spoken } = await tryOrders({ orders: ORDERS, seed: Date.now() % 2 ** 31, hasGate });
    assert.ok(attributed > 0 && spoken > 0);
  });
