import { addTallies, type DayAccount, NO_TALLY, sumAccounts, type Tally } from './account.ts';
import type { UsageDay } from './usage.ts';

const sumTallies = (tallies: readonly Tally[]): Tally => tallies.reduce(addTallies, NO_TALLY);

/** What was spent on all of these days. */
export const sumDays = (days: readonly UsageDay[]): DayAccount =>
  days.map(({ account }) => account).reduce(sumAccounts, { channels: {} });

/** All that was spent. */
export const sumAccount = ({ channels }: DayAccount): Tally =>
  sumTallies(Object.values(channels).flatMap(Object.values<Tally>));

/** What was spent in each channel. */
export const sumChannels = ({ channels }: DayAccount): Map<string, Tally> =>
  new Map(Object.entries(channels).map(([channel, members]) => [channel, sumTallies(Object.values(members))]));

/** What each member spent in all channels together. */
export const sumMembers = ({ channels }: DayAccount): Map<string, Tally> => {
  const sums = new Map<string, Tally>();
  for (const members of Object.values(channels))
    for (const [member, tally] of Object.entries(members))
      sums.set(member, addTallies(sums.get(member) ?? NO_TALLY, tally));
  return sums;
};

/** What of an account one member spent. Nothing of it tells about others. */
export const pickMember = ({ channels }: DayAccount, member: string): DayAccount => ({
  channels: Object.fromEntries(
    Object.entries(channels).flatMap(([channel, members]) => {
      const tally = Object.hasOwn(members, member) ? members[member] : undefined;
      return tally ? [[channel, { [member]: tally }]] : [];
    }),
  ),
});
