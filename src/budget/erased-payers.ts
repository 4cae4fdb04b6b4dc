import type { DayAccount } from './account.ts';
import { namePerson } from './caps.ts';

/**
 * Who was deleted from a home's accounts, for every process that still counts what they had asked: by a hash of the person,
 * until when what they ask counts as from before, in milliseconds since the epoch. It's kept among the accounts and looks like
 * an empty one, so that both are read at once and whoever goes through accounts finds nothing in it.
 */
export type ErasedPayers = DayAccount & { erased?: Readonly<Record<string, number>> };

/** For how long after a deletion what is counted is from before it, in milliseconds: Google counts late, and clocks differ. */
const LATE = 30_000;

/** How long a deletion is remembered, in milliseconds: longer than any turn runs, and than most outages of a store last. */
export const ERASED_MEMORY = 24 * 60 * 60_000;

/** How many deleted people of a home are remembered. */
const MOST = 1_000;

/** The id of the record among a home's accounts. */
export const nameErased = (home: string): string => `${home}:erased`;

/** The record once a person, given by id, is deleted from the accounts of a home at a moment. */
export const noteErased = (
  { erased = {} }: ErasedPayers,
  { home, person, at }: { home: string; person: string; at: number },
): ErasedPayers => {
  const { [namePerson(home, person)]: known = 0, ...others } = erased;
  const kept = Object.entries(others).filter(([, until]) => until + ERASED_MEMORY > at);
  // The last ones are those that were deleted last.
  return {
    channels: {},
    erased: Object.fromEntries([...kept, [namePerson(home, person), Math.max(known, at + LATE)] as const].slice(-MOST)),
  };
};

/** Makes what tells whether a person of a home was deleted after they asked something at `since`. */
export const makeIsErased =
  ({ erased = {} }: ErasedPayers, home: string) =>
  (person: string, since: number): boolean =>
    since < (erased[namePerson(home, person)] ?? 0);
