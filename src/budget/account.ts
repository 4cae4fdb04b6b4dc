import { addKinds, NO_TOKENS, type TokenKinds } from '../base/expense.ts';
import type { Nano } from './price.ts';

/** Tokens by kind, nanodollars, and on how many questions. */
export type Amounts = { kinds: TokenKinds; nano: Nano; turns: number };

/** What of an account went into deciding whether Parley was meant, in tokens of each kind and in money, and how often that was asked. */
export type DecisionShare = { count: number; nano: Nano } & Pick<TokenKinds, 'textIn' | 'soundIn'>;

/**
 * What was spent. `decisions` is the part of it for decisions, if there were any, and `recaps` tells for how many recaps, which are no
 * questions. `estimated`: some of it is a guess. `held` is the worst that turns can cost of which Google hasn't told the
 * cost: those that run, and those whose process ended before it came to know.
 */
export type Tally = Amounts & { estimated: boolean; held?: Amounts; decisions?: DecisionShare; recaps?: number };

/**
 * What Parley itself spends, as for a recap or a greeting, stands under this name; what people spent who were deleted, under
 * the other.
 */
export const PARLEY = '';
export const GONE = 'gone';

/** What was spent in a home on a day (UTC), by channel and by the id of who asked. A thread is a part of its channel. */
export type DayAccount = { channels: Record<string, Record<string, Tally>> };

/** Nothing. */
export const NO_AMOUNTS: Amounts = { kinds: NO_TOKENS, nano: 0, turns: 0 };

/** Nothing spent. */
export const NO_TALLY: Tally = { ...NO_AMOUNTS, estimated: false };

/** `times` as much of `other` on top of `one`. */
export const addAmounts = (one: Amounts, other: Amounts, times = 1): Amounts => ({
  kinds: addKinds(one.kinds, other.kinds, times),
  nano: one.nano + times * other.nano,
  turns: one.turns + times * other.turns,
});

const isNothing = ({ kinds, nano, turns }: Amounts): boolean =>
  nano === 0 && turns === 0 && Object.values(kinds).every((count) => count === 0);

const addShares = (one: DecisionShare | undefined, other: DecisionShare | undefined): DecisionShare | undefined =>
  one && other
    ? {
        count: one.count + other.count,
        nano: one.nano + other.nano,
        textIn: one.textIn + other.textIn,
        soundIn: one.soundIn + other.soundIn,
      }
    : (one ?? other);

/** The sum of two. */
export const addTallies = (one: Tally, other: Tally): Tally => {
  const held = addAmounts(one.held ?? NO_AMOUNTS, other.held ?? NO_AMOUNTS);
  const decisions = addShares(one.decisions, other.decisions);
  const recaps = (one.recaps ?? 0) + (other.recaps ?? 0);
  return {
    ...addAmounts(one, other),
    estimated: one.estimated || other.estimated,
    ...(!isNothing(held) && { held }),
    ...(decisions && { decisions }),
    ...(recaps > 0 && { recaps }),
  };
};

/** The account with more spent by somebody in a channel. Whoever spent nothing isn't in it. */
export const addToAccount = ({ channels }: DayAccount, channel: string, person: string, more: Tally): DayAccount => {
  const { [channel]: { [person]: before, ...people } = {}, ...others } = channels;
  const tally = addTallies(before ?? NO_TALLY, more);
  const all = isNothing(tally) && !tally.held && !tally.recaps ? people : { ...people, [person]: tally };
  return { channels: Object.keys(all).length > 0 ? { ...others, [channel]: all } : others };
};

/** Whether there's nothing in an account. */
export const isEmptyAccount = ({ channels }: DayAccount): boolean => Object.keys(channels).length === 0;

/** An account with the channels and people of another as `rename` has them. */
const mapAccount = (
  account: DayAccount,
  rename: (channel: string, person: string) => [channel: string, person: string],
): DayAccount => {
  let all: DayAccount = { channels: {} };
  for (const [channel, people] of Object.entries(account.channels))
    for (const [person, tally] of Object.entries(people)) all = addToAccount(all, ...rename(channel, person), tally);
  return all;
};

/** The sum of two accounts. */
export const sumAccounts = (one: DayAccount, other: DayAccount): DayAccount => {
  let sum = one;
  for (const [channel, people] of Object.entries(other.channels))
    for (const [person, tally] of Object.entries(people)) sum = addToAccount(sum, channel, person, tally);
  return sum;
};

const clampAmounts = ({ kinds, nano, turns }: Amounts): Amounts => {
  const clamped = { ...kinds };
  for (const kind of Object.keys(kinds) as (keyof TokenKinds)[]) clamped[kind] = Math.max(0, kinds[kind]);
  return { kinds: clamped, nano: Math.max(0, nano), turns: Math.max(0, turns) };
};

/** The account where nobody holds less than nothing, as after a loss of what was held. */
export const settleHeld = (account: DayAccount): DayAccount => {
  let clamped = account;
  for (const [channel, people] of Object.entries(account.channels))
    for (const [person, { held }] of Object.entries(people)) {
      const missing = held && addAmounts(clampAmounts(held), held, -1);
      if (missing && !isNothing(missing))
        clamped = addToAccount(clamped, channel, person, { ...NO_TALLY, held: missing });
    }
  return clamped;
};

/** Whether a tally has more held in it. */
export const hasMoreHeld = ({ held = NO_AMOUNTS }: Tally): boolean => !isNothing(clampAmounts(held));

/** Whether a person, given by id, is in an account. */
export const hasMember = ({ channels }: DayAccount, person: string): boolean =>
  Object.values(channels).some((people) => Object.hasOwn(people, person));

/** The account without a person, given by id. Its sums stay, because caps and whoever pays need them. */
export const eraseMember = (account: DayAccount, person: string): DayAccount =>
  mapAccount(account, (channel, id) => [channel, id === person ? GONE : id]);

/** The account with what threads have spent under their channels. `parents` are the channels of threads. */
export const joinThreads = (account: DayAccount, parents: ReadonlyMap<string, string>): DayAccount =>
  mapAccount(account, (channel, person) => [parents.get(channel) ?? channel, person]);

/** A tally as people read it: what is held counts as spent, as it does in caps, and is an estimate. */
const countHeld = ({ held, ...tally }: Tally): Tally =>
  held ? { ...tally, ...addAmounts(tally, held), estimated: true } : tally;

/** An account as people read it; see {@link Tally}. */
export const settleAccount = ({ channels }: DayAccount): DayAccount => ({
  channels: Object.fromEntries(
    Object.entries(channels).map(([channel, people]) => [
      channel,
      Object.fromEntries(Object.entries(people).map(([person, tally]) => [person, countHeld(tally)])),
    ]),
  ),
});
