import type { Place } from '../base/place.ts';
import { addToAccount, type DayAccount, GONE, settleHeld, sumAccounts, type Tally } from './account.ts';

/**
 * Where something was spent, by whom, and on which day, as a date of ISO 8601. `since` is when it was asked, in milliseconds since
 * the epoch.
 */
export type AccountEntry = { place: Place; person: string; day: string; since: number };

/**
 * What was spent in a home on a day, and isn't written down yet. `since` tells by person from when on, in milliseconds since
 * the epoch: when they asked first of what is counted here.
 */
export type Unwritten = { account: DayAccount; since: Readonly<Record<string, number>> };

/** Everything is written. */
export const ALL_WRITTEN: Unwritten = { account: { channels: {} }, since: {} };

/** The sum of two, each of which may be from before the other. */
export const sumUnwritten = (one: Unwritten, other: Unwritten): Unwritten => {
  const since = { ...one.since };
  for (const [person, at] of Object.entries(other.since))
    since[person] = Math.min(at, since[person] ?? Number.POSITIVE_INFINITY);
  return { account: sumAccounts(one.account, other.account), since };
};

/** With more that somebody has spent. A thread counts as its channel. */
export const addUnwritten = (unwritten: Unwritten, { place, person, since }: AccountEntry, more: Tally): Unwritten =>
  sumUnwritten(unwritten, {
    account: addToAccount({ channels: {} }, place.parent ?? place.channel, person, more),
    since: { [person]: since },
  });

/**
 * A written account with what has come since. `isErased` tells whether a person was deleted after a moment at which they asked:
 * then what they spent counts as that of people who are gone.
 */
export const joinUnwritten = (
  written: DayAccount,
  { account, since }: Unwritten,
  isErased: (person: string, since: number) => boolean,
): DayAccount => {
  let sum = written;
  for (const [channel, people] of Object.entries(account.channels))
    for (const [person, tally] of Object.entries(people))
      sum = addToAccount(sum, channel, isErased(person, since[person] ?? 0) ? GONE : person, tally);
  return settleHeld(sum);
};
