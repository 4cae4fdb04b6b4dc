import type { Clock } from '../base/clock.ts';
import { Timer } from '../base/timer.ts';
import type { Shelf } from '../store/store.ts';
import type { DayAccount } from './account.ts';
import { makeIsErased, nameErased } from './erased-payers.ts';
import { ALL_WRITTEN, joinUnwritten, sumUnwritten, type Unwritten } from './unwritten.ts';

/** The id of the account of a home and a day, as a date of ISO 8601. */
export const nameAccount = (home: string, day: string): string => `${home}:${day}`;

/** Whether the account of an id is of a day after this moment, in milliseconds since the epoch. */
export const isAccountAfter = (id: string, at: number): boolean =>
  Number.isFinite(at) && id.slice(id.lastIndexOf(':') + 1) > new Date(at).toISOString().slice(0, 10);

/** The home whose account has an id. */
export const findAccountHome = (id: string): string => id.slice(0, id.lastIndexOf(':'));

/**
 * One home's day. While it's `writing`, more may come; `urgent`: some of that has to be written at once. What isn't is written when
 * the timer rings, or with what is.
 */
export type AccountPage = {
  readonly id: string;
  readonly home: string;
  unwritten: Unwritten;
  urgent: boolean;
  writing: Promise<void> | undefined;
  readonly timer: Timer;
};

/** A page on which nothing has come yet. */
export const makePage = (id: string, clock: Pick<Clock, 'sleep'>): AccountPage => ({
  id,
  home: findAccountHome(id),
  unwritten: ALL_WRITTEN,
  urgent: false,
  writing: undefined,
  timer: new Timer(clock),
});

/** Writes what has come for a page. If that fails, it's still to be written. @throws like a shelf. */
export const addPage = async (shelf: Shelf<DayAccount>, page: AccountPage): Promise<void> => {
  const { id, home } = page;
  const [before, marks] = await shelf.getMany([id, nameErased(home)]);
  // Only now, because more may have come while it was read.
  const { unwritten } = page;
  page.unwritten = ALL_WRITTEN;
  const isErased = makeIsErased(marks ?? { channels: {} }, home);
  await shelf.set(id, joinUnwritten(before ?? { channels: {} }, unwritten, isErased)).catch((error) => {
    page.unwritten = sumUnwritten(unwritten, page.unwritten);
    throw error;
  });
};
