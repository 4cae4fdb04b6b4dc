import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryOrders } from './any-order.ts';

/** How many are tried, with a gate and without, where only one in ten or so is answered aloud; `npm run orders` tries ten thousand. */
const ORDERS = { with: 50, without: 200 };

for (const hasGate of [true, false])
  test(`in whatever order things arrive, ${hasGate ? 'with' : 'without'} a gate, no word is under another name, and nothing is answered that wasn’t meant`, async () => {
    const { attributed, spoken } = await tryOrders({
      orders: hasGate ? ORDERS.with : ORDERS.without,
      seed: Date.now() % 2 ** 31,
      hasGate,
    });
    assert.ok(attributed > 0 && spoken > 0);
  });
