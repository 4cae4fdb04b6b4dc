import type { Clock } from '../base/clock.ts';
import type { Spender } from '../base/expense.ts';
import type { Place } from '../base/place.ts';
import { type DayAccount, joinThreads, settleAccount } from './account.ts';
import { nameAccount } from './account-page.ts';
import { type Cap, type FindLimits, listMeters } from './caps.ts';
import type { Ledger } from './ledger.ts';
import type { Meter } from './meter.ts';

/** What was spent on a day, as a date of ISO 8601 (UTC). */
export type UsageDay = { day: string; account: DayAccount };

/** A cap, what was spent of it, and when it begins again, in milliseconds since the epoch. */
export type CapState = { cap: Cap; spent: number; until: number };

/** Reads what was spent. Everything rejects with a StoreUnavailableError while the store can't be asked. */
export type UsageReader = {
  /** A home's last days, oldest first, the current one included. */
  server(home: string, days: number): Promise<UsageDay[]>;
  /** What was spent of each cap that is set for a place, for a member, or apart from those of members. */
  left(place: Place, personId?: string): Promise<CapState[]>;
  /** The accounts of all homes in the last days. */
  all(days: number): AsyncIterable<UsageDay & { home: string }>;
};

/** Finds the channels of those of some channels that are threads, as far as that's known. It may reject. */
export type FindParents = (channels: readonly string[]) => Promise<ReadonlyMap<string, string>>;

type UsageMeans = {
  meter: Meter;
  ledger: Ledger;
  findLimits: FindLimits;
  findParents: FindParents;
  clock: Pick<Clock, 'wall'>;
};

const DAY = 24 * 60 * 60_000;

/** The last days in UTC up to a moment in milliseconds since the epoch, oldest first, as dates of ISO 8601. */
export const listDays = (at: number, days: number): string[] =>
  Array.from({ length: days }, (_, ago) => new Date(at - (days - 1 - ago) * DAY).toISOString().slice(0, 10));

/** Opens the reader of what is spent. */
export const openUsage = ({ meter, ledger, findLimits, findParents, clock }: UsageMeans): UsageReader => {
  return {
    server: async (home, days) => {
      const names = listDays(clock.wall(), days);
      const accounts = await ledger.read(names.map((day) => nameAccount(home, day)));
      const channels = new Set(accounts.flatMap((account) => Object.keys(account.channels)));
      // Older accounts have threads of their own. Without knowing their channels, the sums are right all the same.
      const parents = await findParents([...channels]).catch(() => new Map<string, string>());
      return names.map((day, index) => {
        const account = accounts[index] ?? { channels: {} };
        return { day, account: settleAccount(joinThreads(account, parents)) };
      });
    },
    left: async (place, personId) => {
      const spender: Spender = personId === undefined ? { is: 'parley' } : { is: 'person', id: personId };
      const meters = listMeters(findLimits(place)?.caps ?? [], place, spender, clock.wall());
      const spent = await meter.read(meters.map(({ key }) => key));
      return meters.map(({ cap, until }, index) => ({ cap, spent: spent[index] ?? 0, until }));
    },
    all: (days) => selectDays(ledger, new Set(listDays(clock.wall(), days))),
  };
};

/** The accounts of these days, of all homes. */
export async function* selectDays(ledger: Pick<Ledger, 'all'>, days: ReadonlySet<string>) {
  for await (const { id, value } of ledger.all()) {
    const at = id.lastIndexOf(':');
    const day = id.slice(at + 1);
    if (days.has(day)) yield { home: id.slice(0, at), day, account: settleAccount(value) };
  }
}
