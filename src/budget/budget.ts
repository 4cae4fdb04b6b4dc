import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Event, Observe } from '../base/events.ts';
import { type Expense, isAside, type OpenHold, type Spender, sumTokens, type TokenKinds } from '../base/expense.ts';
import type { InboundStage } from '../base/inbound.ts';
import type { Place } from '../base/place.ts';
import { findPayer } from '../base/proxied-id.ts';
import type { Leases } from '../store/leases.ts';
import type { Store } from '../store/store.ts';
import { type DecisionShare, PARLEY, type Tally } from './account.ts';
import { type FindLimits, type Limits, listMeters } from './caps.ts';
import { Holds, toCharges } from './holds.ts';
import { Ledger } from './ledger.ts';
import { Meter } from './meter.ts';
import type { NearCap } from './near-caps.ts';
import { countCost, findPrice, isGuessed, type Nano } from './price.ts';
import { makeFullError, makeUnknownError } from './refusals.ts';
import { TurnRates } from './turn-rates.ts';
import type { AccountEntry } from './unwritten.ts';
import { type FindParents, openUsage, type UsageReader } from './usage.ts';
import { WorstCost } from './worst-cost.ts';

export type BudgetOptions = {
  store: Store;
  leases: Pick<Leases, 'take'>;
  findLimits: FindLimits;
  /** What limits a place of which nothing is known: what was spent there counts for everybody all the same. */
  usual: Limits;
  findParents: FindParents;
  /** The Live model, and after how many tokens Google shortens its contexts. */
  model: string;
  contextTokens: number;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/** What may be spent, and what has been spent. */
export type Budget = {
  /** Refuses what a cap or the limit of a minute can't let pass, as far as that is known. */
  check: InboundStage;
  /** Makes room for a turn; this is what decides. */
  open: OpenHold;
  /** Counts what something has cost, and returns that. It never throws. */
  spend(expense: Expense): Nano;
  /** Whether nothing more may be spent here, as far as that's known. It never rejects. */
  isFull(place: Place, spender: Spender): Promise<boolean>;
  /** Erases a person, given by id, from the accounts of a home, or all of these; see `Ledger.erase`. */
  erase(home: string, person?: string, before?: number): Promise<void>;
  /** What was spent, for people to read. */
  usage: UsageReader;
  /** The caps of servers and channels of which most is spent. */
  near(): NearCap[];
  /** Writes down what isn't written yet, and gives back what was set aside. It never rejects. */
  close(): Promise<void>;
};

/** Opens the budget. Monitoring is told how much was spent, but not where or by whom. */
export const openBudget = (options: BudgetOptions): Budget => {
  const { store, leases, findLimits, findParents, usual, model, contextTokens, clock, log, observe } = options;
  const meter = new Meter({ store, clock });
  const rates = new TurnRates(clock);
  const worst = new WorstCost(contextTokens);
  const ledger = new Ledger({ store, leases, clock, log });
  const toEntry = (place: Place, spender: Spender): AccountEntry => {
    const since = clock.wall();
    const person = spender.is === 'person' ? findPayer(spender.id) : PARLEY;
    return { place, person, day: new Date(since).toISOString().slice(0, 10), since };
  };
  const note = (entry: AccountEntry, more: Tally) => ledger.add(entry, more);
  const holds = new Holds({ meter, rates, worst, findLimits, model, toEntry, note, clock });
  const spend = (expense: Expense) => {
    const { place, spender, kinds, estimated } = expense;
    const { price, known } = findPrice(expense.model, clock.wall());
    const nano = countCost(kinds, price);
    observe(toEvent(expense, nano));
    const meters = listMeters((findLimits(place) ?? usual).caps, place, spender, clock.wall());
    meter.add(toCharges(meters, nano, sumTokens(kinds)));
    if (!isAside(spender)) worst.note(place.channel, expense);
    const tally = { kinds, nano, turns: 0, estimated: estimated || !known || isGuessed(kinds) };
    // A turn that goes on after midnight belongs to the day on which it was asked. A decision is no part of a turn.
    if (expense.by === 'decision') ledger.add(toEntry(place, spender), { ...tally, decisions: makeShare(kinds, nano) });
    else ledger.add(holds.noteCount(toEntry(place, spender), spender), tally);
    return nano;
  };
  return {
    check: makeCheck({ meter, rates, findLimits, clock }),
    open: (place, spender, foresight) => holds.open(place, spender, foresight),
    spend,
    isFull: makeIsFull({ meter, findLimits, clock }),
    erase: (...of) => ledger.erase(...of),
    usage: openUsage({ meter, ledger, findLimits, findParents, clock }),
    near: () => meter.near.list(clock.wall(), findLimits),
    close: async () => {
      await Promise.all([ledger.close(), meter.close()]);
    },
  };
};

type CheckMeans = Pick<BudgetOptions, 'findLimits' | 'clock'> & { meter: Meter; rates: TurnRates };

const makeCheck =
  ({ meter, rates, findLimits, clock }: CheckMeans): InboundStage =>
  async ({ place, person, asks }) => {
    if (!asks) return;
    const limits = findLimits(place);
    if (!limits) throw makeUnknownError();
    const spender: Spender = { is: 'person', id: person.id };
    rates.check(limits, place, spender);
    const full = await meter.findFull(listMeters(limits.caps, place, spender, clock.wall()));
    if (full) throw makeFullError(full);
  };

const makeIsFull =
  ({ meter, findLimits, clock }: Omit<CheckMeans, 'rates'>): Budget['isFull'] =>
  async (place, spender) => {
    const limits = findLimits(place);
    if (!limits) return true;
    // Decisions hold no room, so it may be they that have filled a cap, which no turn has found out.
    const meters = listMeters(limits.caps, place, spender, clock.wall());
    return meter.isSpent(meters) || (await meter.findFull(meters)) !== undefined;
  };

const makeShare = ({ textIn, soundIn }: TokenKinds, nano: Nano): DecisionShare => ({ count: 1, nano, textIn, soundIn });

/** What monitoring is told of an expense. */
const toEvent = ({ by, kinds }: Expense, nano: Nano): Event => {
  const { textIn, soundIn, imageIn, textOut, soundOut, ...others } = kinds;
  return { is: 'tokens', by, prompt: textIn + soundIn + imageIn, answer: textOut + soundOut, ...others, nano };
};
