import { BoundedMap } from '../base/bounded-map.ts';
import { type Clock, within } from '../base/clock.ts';
import {
  type Foresight,
  type Hold,
  isAside,
  NO_TOKENS,
  type Spender,
  sumTokens,
  type TokenKinds,
} from '../base/expense.ts';
import type { Place } from '../base/place.ts';
import { type Amounts, addAmounts, NO_AMOUNTS, NO_TALLY, type Tally } from './account.ts';
import { type CapMeter, type FindLimits, listMeters } from './caps.ts';
import type { Charge, Meter, TakeOutcome } from './meter.ts';
import { countCost, findPrice } from './price.ts';
import { makeFullError, makeHaltError, makeUnknownError } from './refusals.ts';
import type { TurnRates } from './turn-rates.ts';
import type { AccountEntry } from './unwritten.ts';
import { toMoreTokens, toTurnTokens, type WorstCost } from './worst-cost.ts';

/** How long a turn waits for others to give back what they don't need, in milliseconds, before it's refused. */
const PATIENCE = 5_000;

export type HoldsOptions = {
  meter: Meter;
  rates: TurnRates;
  worst: WorstCost;
  findLimits: FindLimits;
  /** The model whose prices a turn is foreseen at, if it doesn't name another one. */
  model: string;
  /** Under what a turn that is asked now is written down. */
  toEntry(place: Place, spender: Spender): AccountEntry;
  /** Writes down what a turn holds, or that it has asked a model. */
  note(entry: AccountEntry, more: Tally): void;
  clock: Pick<Clock, 'now' | 'wall' | 'sleep'>;
};

/**
 * A turn that runs: which counters it holds how much of, what of that its question alone is, and how far it is. What it holds
 * is written down, too: if its process is killed, what it has cost stays unknown, in the caps as for who reads accounts.
 */
type OpenTurn = {
  model: string;
  meters: readonly CapMeter[];
  held: Amounts;
  question: Amounts;
  entry: AccountEntry;
  /** Whether it's a recap, which somebody asked for beside the conversation. */
  isRecap: boolean;
  state: 'uncounted' | 'counted' | 'over';
};

/** What stays held of a turn that was asked but not counted yet. */
type LateCount = Pick<OpenTurn, 'meters' | 'entry'> & { held: Amounts };

/** For how long after a turn's end Google may still count what it has cost, in milliseconds. */
const LATE = 30_000;

/** Of how many channels the last turn is remembered for that time. */
const MOST_ENDED = 5_000;

/** The room that running turns hold in every cap: the worst that they can cost, until Google has counted what they cost. */
export class Holds {
  readonly #options: HoldsOptions;
  /** By {@link nameTurns}. */
  readonly #open = new Map<string, Set<OpenTurn>>();
  /** By {@link nameTurns}. */
  readonly #late = new Map<string, LateCount>();
  /** What ended last, by {@link nameTurns}, and when. */
  readonly #ended = new BoundedMap<string, { entry: AccountEntry; at: number }>(MOST_ENDED);
  /** Settles when the next one is closed. */
  #closing = Promise.withResolvers<void>();

  constructor(options: HoldsOptions) {
    this.#options = options;
  }

  /** @throws UserError if a cap is full, or can't be looked up, or there were too many turns in this minute. */
  async open(place: Place, spender: Spender, foresight: Foresight): Promise<Hold> {
    const { findLimits, rates, worst, toEntry, clock } = this.#options;
    const limits = findLimits(place);
    if (!limits) throw makeUnknownError();
    const { model = this.#options.model, isNoQuestion = false } = foresight;
    if (!isNoQuestion) rates.take(limits, place, spender);
    const name = nameTurns(place, spender);
    this.#late.delete(name);
    const held = isAside(spender) ? toTurnTokens(foresight) : await worst.begin(place.channel, foresight);
    const meters = listMeters(limits.caps, place, spender, clock.wall());
    const isAsked = spender.is === 'person' && !isNoQuestion;
    const isRecap = isAsked && isAside(spender);
    const amounts = { ...this.#price(held, model), turns: isAsked && !isRecap ? 1 : 0 };
    const outcome = await this.#take(chargeAmounts(meters, amounts));
    if (outcome.is === 'full') throw makeFullError(outcome.meter);
    if (outcome.is === 'unknown') throw makeUnknownError();
    const { textIn, soundIn, imageIn } = held;
    const question = this.#price({ ...NO_TOKENS, textIn, soundIn, imageIn }, model);
    const entry = toEntry(place, spender);
    const turn: OpenTurn = { model, meters, held: amounts, question, entry, isRecap, state: 'uncounted' };
    this.#options.note(turn.entry, { ...NO_TALLY, held: amounts });
    const turns = this.#open.get(name) ?? new Set();
    this.#open.set(name, turns.add(turn));
    return {
      grow: (more) => this.#grow(turn, toMoreTokens(more)),
      close: async (asked) => this.#close(turn, name, asked),
    };
  }

  /**
   * Google has counted some of what a channel's turn costs. What was held for want of a count is given back. Returns under what
   * that turn is written down; what `now` says, if it's of none that is known.
   */
  noteCount(now: AccountEntry, spender: Spender): AccountEntry {
    const name = nameTurns(now.place, spender);
    const turns = [...(this.#open.get(name) ?? [])];
    for (const turn of turns) turn.state = 'counted';
    const ended = this.#ended.get(name);
    const isRecent = ended && this.#options.clock.now() - ended.at < LATE;
    const entries = [...turns.map(({ entry }) => entry), ...(isRecent ? [ended.entry] : [])];
    const late = this.#late.get(name);
    if (late) {
      this.#late.delete(name);
      this.#giveBack(late, late.held);
    }
    return entries.find(({ person }) => person === now.person) ?? now;
  }

  /** Takes all of it; if a cap is full, once others have given back enough. */
  async #take(charges: readonly Charge[]): Promise<TakeOutcome> {
    const { meter, clock } = this.#options;
    const until = clock.now() + PATIENCE;
    for (;;) {
      const closed = this.#closing.promise;
      const outcome = await meter.take(charges);
      if (outcome.is !== 'full' || clock.now() >= until || !this.#holds(outcome.meter.key)) return outcome;
      await within(clock, until - clock.now(), closed);
    }
  }

  #holds(key: string): boolean {
    return [...this.#open.values()].some((turns) =>
      [...turns].some(({ meters }) => meters.some((meter) => meter.key === key)),
    );
  }

  async #grow(turn: OpenTurn, more: TokenKinds): Promise<Error | undefined> {
    const amounts = this.#price(more, turn.model);
    const outcome = await this.#options.meter.take(chargeAmounts(turn.meters, amounts));
    if (outcome.is === 'full') return makeHaltError(outcome.meter);
    if (outcome.is === 'unknown') return makeUnknownError();
    this.#options.note(turn.entry, { ...NO_TALLY, held: amounts });
    // A turn that ended meanwhile has given back what it held, without this.
    if (turn.state === 'over') this.#giveBack(turn, amounts);
    else turn.held = addAmounts(turn.held, amounts);
    return undefined;
  }

  #close(turn: OpenTurn, name: string, asked: boolean): void {
    const turns = this.#open.get(name);
    if (!turns?.delete(turn)) return;
    if (turns.size === 0) this.#open.delete(name);
    const stays = asked && turn.state === 'uncounted' ? turn.question : NO_AMOUNTS;
    turn.state = 'over';
    const { entry, meters, isRecap } = turn;
    if (asked) this.#options.note(entry, { ...NO_TALLY, turns: turn.held.turns, ...(isRecap && { recaps: 1 }) });
    if (stays !== NO_AMOUNTS) this.#late.set(name, { meters, entry, held: stays });
    this.#ended.set(name, { entry, at: this.#options.clock.now() });
    this.#giveBack(turn, addAmounts(turn.held, stays, -1));
    this.#closing.resolve();
    this.#closing = Promise.withResolvers();
  }

  /** Some of what was held isn't any more. */
  #giveBack({ meters, entry }: Pick<OpenTurn, 'meters' | 'entry'>, amounts: Amounts): void {
    const less = addAmounts(NO_AMOUNTS, amounts, -1);
    this.#options.meter.add(chargeAmounts(meters, less));
    this.#options.note(entry, { ...NO_TALLY, held: less });
  }

  #price(kinds: TokenKinds, model: string): Amounts {
    const { clock } = this.#options;
    return { kinds, nano: countCost(kinds, findPrice(model, clock.wall()).price), turns: 0 };
  }
}

/** A channel has one turn at a time, and one recap. A greeting is a turn of nobody's. Beside them everybody may have one thing asked. */
const nameTurns = ({ channel }: Place, spender: Spender): string => {
  const { is } = spender;
  if (is === 'parley' || !isAside(spender)) return `${is}:${channel}`;
  return `aside:${is === 'person' ? spender.id : is}:${channel}`;
};

/** What each counter is raised by, in its own unit. */
export const toCharges = (meters: readonly CapMeter[], nano: number, tokens: number): Charge[] =>
  meters.map((meter) => ({ ...meter, add: meter.cap.unit === 'usd' ? nano : tokens }));

const chargeAmounts = (meters: readonly CapMeter[], { nano, kinds }: Amounts): Charge[] =>
  toCharges(meters, nano, sumTokens(kinds));
