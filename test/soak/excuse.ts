import { MOST_OF_ONE } from '../../src/conversation/turns/turn-schedule.ts';
import { DIAL_DEADLINE } from '../../src/live/connection/dial.ts';
import type { Excuse } from './catalogue.ts';
import type { Ledger, Said } from './ledger.ts';
import type { Saying } from './sayings.ts';

/**
 * For so many milliseconds after something people may still be told of it: a quota takes minutes to come back, a service
 * that is away is tried again sooner, and the owner needs a while to mend what only they can.
 */
const LINGERS: Record<Excuse, number> = { quota: 5 * 60_000, away: 60_000, stopped: 2 * 60_000 };

/** A question that was hit so many times need not be asked once more. */
const ENOUGH = 2;

const MINUTE = 60_000;

/** Each blow costs a connection, and nobody may connect more than five times a minute. */
const TOO_MANY = 4;

/** Whether a person had to be told instead of answered. */
export const excused = ({ saying, at, endedAt = at, reply }: Said, ledger: Ledger): boolean => {
  // What they have read of the answer stays; it cannot be said again.
  if (reply?.text) return true;
  // A dial that hangs hits whoever asks while it does.
  const since = at - DIAL_DEADLINE;
  const during = (from: number, until = from) => from <= endedAt && until >= at;
  const strikes = ledger.strikes.filter((strike) => strike.at <= endedAt);
  return (
    ledger.spells.some(({ from, until, excuse }) => excuse && during(from, until + LINGERS[excuse])) ||
    strikes.some(({ at: struck, trouble: { line } }) => line.excuse && during(struck, struck + LINGERS[line.excuse])) ||
    ledger.restarts.some(({ from, until }) => during(from, until)) ||
    (saying.is === 'typed' && openBefore(saying, at, ledger) >= MOST_OF_ONE) ||
    strikes.filter((strike) => strike.at >= since || strike.number === saying.number).length >= ENOUGH ||
    strikes.filter((strike) => strike.at > endedAt - MINUTE).length >= TOO_MANY
  );
};

/**
 * How many questions the same person had typed before that weren't answered by then: only so many of one may wait. What
 * waits for its moment is said later than its number tells.
 */
const openBefore = ({ number, person }: Saying, at: number, { said }: Ledger): number =>
  said.filter(
    (one) =>
      one.saying.is === 'typed' &&
      one.saying.person.id === person.id &&
      (one.at < at || (one.at === at && one.saying.number < number)) &&
      (one.endedAt ?? Number.POSITIVE_INFINITY) > at,
  ).length;
