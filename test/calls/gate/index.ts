import { holdProcess } from '../../../src/base/clock.ts';
import { endWrongly, readArguments } from '../../../src/base/command-line.ts';

const USAGE = `npm run orders -- [options]   Lets what happens in a call arrive in random orders, and looks whether each word is with whoever said it.

  --seed N     begin with this seed instead of one by the clock
  --orders N   try so many orders; 10000 unless told
  --help       show this`;

using _held = holdProcess();
const values = readArguments(
  {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    orders: { type: 'string', default: '10000' },
    help: { type: 'boolean' },
  },
  USAGE,
);
const [seed, orders] = [Number(values.seed), Number(values.orders)];
if (!Number.isSafeInteger(seed) || !(Number.isSafeInteger(orders) && orders > 1))
  endWrongly('Seed and orders are whole numbers.', USAGE);
try {
  const { tryOrders } = await import('./any-order.ts');
  for (const hasGate of [true, false]) {
    const began = performance.now();
    const half = Math.ceil(orders / 2);
    const { transcribed, attributed, spoken } = await tryOrders({ orders: half, seed, hasGate });
    const took = Math.round((performance.now() - began) / 1_000);
    console.log(`${half} orders ${hasGate ? 'with' : 'without'} a gate within ${took} s, seed ${seed}`);
    console.log(`${attributed} of ${transcribed} sentences were given to whoever said them, the rest to nobody`);
    console.log(`${spoken} answers were spoken, none to what wasn’t meant`);
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
