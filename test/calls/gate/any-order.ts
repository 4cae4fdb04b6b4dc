import fc from 'fast-check';
import { OrderRig } from './order-rig.ts';

const person = fc.constantFrom('1', '2', '3');
/** Mostly the newest. */
const which = fc.constantFrom(0, 0, 0, 1, 1, 2, 3);
const meant = fc.boolean();

/** One thing that happens, by its name in a counterexample. What can't happen just now doesn't. */
const act = <T extends unknown[]>(
  weight: number,
  name: string,
  given: fc.Arbitrary<T>,
  run: (rig: OrderRig, ...args: T) => Promise<void>,
) => ({
  weight,
  arbitrary: given.map((args) =>
    Object.assign((rig: OrderRig) => run(rig, ...args), { [fc.toStringMethod]: () => `${name}(${args.join()})` }),
  ),
});

const nothing = fc.constant([] as []);

const step = fc.oneof(
  act(8, 'begins', fc.tuple(person, meant), (rig, who, is) => rig.begins(who, is)),
  act(2, 'goesOn', nothing, (rig) => rig.goesOn()),
  act(2, 'pauses', nothing, (rig) => rig.pauses()),
  act(8, 'ends', nothing, (rig) => rig.ends()),
  act(1, 'goesOnAgain', fc.tuple(meant), (rig, is) => rig.goesOnAgain(is)),
  act(6, 'decides', fc.tuple(which), (rig, at) => rig.decides(at, 'truly')),
  act(1, 'doesn’t decide', fc.tuple(which), (rig, at) => rig.decides(at, 'not')),
  act(8, 'understands', fc.tuple(which), (rig, at) => rig.understands(at)),
  act(4, 'answers', nothing, (rig) => rig.answers()),
  act(3, 'finishes', nothing, (rig) => rig.finishes()),
  act(3, 'fallsSilent', fc.tuple(which, fc.constantFrom('played', 'interrupted', 'hushed')), (rig, at, how) =>
    rig.fallsSilent(at, how),
  ),
  act(4, 'passes', fc.tuple(fc.constantFrom(60, 250, 700, 1_200, 2_500, 9_000)), (rig, ms) => rig.passes(ms)),
  act(1, 'optsOut', fc.tuple(person), (rig, who) => rig.optsOut(who)),
);

/** How many orders are tried, from which seed on, and whether there's a gate. */
export type OrderTrial = { orders: number; seed: number; hasGate: boolean };

/** How many sentences were transcribed, how many of them were given to whoever said them, and how many answers were spoken. */
export type OrderCounts = { transcribed: number; attributed: number; spoken: number };

/** Lets things arrive in a call in random orders. @throws what isn't as it has to be, with the seed and the shortest such order */
export const tryOrders = async ({ orders, seed, hasGate }: OrderTrial): Promise<OrderCounts> => {
  const all: OrderCounts = { transcribed: 0, attributed: 0, spoken: 0 };
  const order = fc.array(step, { minLength: 5, maxLength: 80, size: 'max' });
  const holds = async (steps: ((rig: OrderRig) => Promise<void>)[]) => {
    const rig = await OrderRig.open(hasGate);
    for (const each of steps) await each(rig);
    await rig.end();
    const counts = await rig.check();
    for (const what of ['transcribed', 'attributed', 'spoken'] as const) all[what] += counts[what];
  };
  await fc.assert(fc.asyncProperty(order, holds), { numRuns: orders, seed });
  return all;
};
