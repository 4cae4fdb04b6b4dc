import { Dice } from '../duel/dice.ts';
import type { Cut } from '../store/gate.ts';

/** The stores that a chaos is tried on. */
export const STORES = ['redis', 'postgresql', 'sqlite'] as const;
export type StoreKind = (typeof STORES)[number];

/**
 * What goes wrong. `of` chooses one of the processes that are fit then. Times are milliseconds.
 *
 * - `kill`, `stop`: SIGKILL and SIGTERM, and another process begins, before the stopped one ends if it is `early`
 * - `pause`: SIGSTOP, for longer than a lease lasts
 * - `slow`: an event loop that is blocked most of the time
 * - `cut`: one process, or all, can't reach the store; a file is locked by another program
 * - `restart`: the store's server is killed and started again
 * - `fail-over`: it's killed, and its replica, which has been `lag` behind, takes its place
 * - `gateway`: one process, or all, lose the connection to Discord, and with it the session, unless it can be resumed
 */
export type Blow =
  | { is: 'kill'; of: number }
  | { is: 'stop'; of: number; early: boolean }
  | { is: 'pause'; of: number; ms: number }
  | { is: 'slow'; of: number; ms: number }
  | { is: 'cut'; of: number | 'all'; how: Cut; ms: number }
  | { is: 'restart'; ms: number }
  | { is: 'fail-over'; ms: number; lag: number }
  | { is: 'gateway'; of: number | 'all'; resumable: boolean };

/** What goes wrong so many milliseconds after the beginning. */
export type Fault = { at: number; blow: Blow };

/** Between two faults passes so long at most; half of it on average. */
const GAP = 11_000;

/** How many processes there are to choose from. */
const MANY = 64;

/** Longer than a lease, and up to three times as long. */
const LONG = { least: 3_500, most: 11_000 };

const CUTS: readonly Cut[] = ['drop', 'refuse', 'stall'];

const long = (dice: Dice): number => LONG.least + dice.below(LONG.most - LONG.least);

const all = (dice: Dice): Blow => ({ is: 'cut', of: 'all', how: dice.of(CUTS), ms: 200 + dice.below(7_000) });

/** Everything that may go wrong with any store. */
const ALWAYS: readonly ((dice: Dice) => Blow)[] = [
  (dice) => ({ is: 'kill', of: dice.below(MANY) }),
  (dice) => ({ is: 'kill', of: dice.below(MANY) }),
  (dice) => ({ is: 'stop', of: dice.below(MANY), early: dice.chance(0.5) }),
  (dice) => ({ is: 'pause', of: dice.below(MANY), ms: long(dice) }),
  (dice) => ({ is: 'slow', of: dice.below(MANY), ms: 2_000 + dice.below(6_000) }),
  (dice) => ({ is: 'gateway', of: dice.chance(0.7) ? dice.below(MANY) : 'all', resumable: dice.chance(0.7) }),
  all,
];

/** And what may go wrong with a server. */
const SERVERS: readonly ((dice: Dice) => Blow)[] = [
  (dice) => ({
    is: 'cut',
    of: dice.below(MANY),
    how: dice.of(CUTS),
    ms: dice.chance(0.7) ? long(dice) : dice.below(3_000),
  }),
  (dice) => ({ is: 'cut', of: dice.below(MANY), how: dice.of(CUTS), ms: long(dice) }),
  (dice) => ({ is: 'restart', ms: 100 + dice.below(5_000) }),
];

/** A replica takes its server's place once, because then there's no other. */
const failOver = (dice: Dice): Blow => ({
  is: 'fail-over',
  ms: 300 + dice.below(3_000),
  lag: dice.chance(0.5) ? 0 : dice.below(1_500),
});

/** A random plan for so many milliseconds; `random` makes numbers from 0 to 1. Each kind comes before one comes again. */
export const plan = (random: () => number, ms: number, store: StoreKind): Fault[] => {
  const dice = new Dice(random);
  const kinds = store === 'sqlite' ? ALWAYS : [...ALWAYS, ...SERVERS];
  const faults: Fault[] = [];
  let bag = store === 'sqlite' ? [] : [failOver];
  for (let at = dice.below(2_000); at < ms; at += 1_000 + dice.below(GAP - 1_000)) {
    if (bag.length === 0 || faults.length === 0) bag = [...bag, ...kinds];
    const [make] = bag.splice(dice.below(bag.length), 1);
    if (make) faults.push({ at, blow: make(dice) });
  }
  return faults;
};
