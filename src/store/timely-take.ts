import { readMonotonicClock } from '../base/clock.ts';

/** How long taking a lease may last, as a part of its lifetime, and in milliseconds at most: less than anybody waits for it. */
const PART = 1 / 2;
const MOST = 1_500;

/** How a lease is taken on a server. */
type TakeSteps = {
  /** The server's time in milliseconds, if the lease is free. */
  look(): Promise<number | undefined>;
  /** Takes it, unless it's held by now, or later than `until` by the server's time. */
  take(until: number): Promise<number | undefined>;
};

/**
 * Takes a lease soon or not at all. What hangs on its way may reach the server long after this process has given it up; it would then
 * take a home away from the process that talks there, and nobody would know who has it.
 */
export const takeInTime = async (lifetime: number, { look, take }: TakeSteps): Promise<number | undefined> => {
  const most = Math.min(lifetime * PART, MOST);
  const began = readMonotonicClock();
  const now = await look();
  return now === undefined || readMonotonicClock() - began > most ? undefined : take(now + most);
};
