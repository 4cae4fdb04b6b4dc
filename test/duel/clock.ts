import { type Clock, systemClock } from '../../src/clock.ts';

/** What tells the time of a duel: all that take part in it run `scale` times as fast as the wall clock, from `origin` on. */
export type Tempo = { scale: number; origin: number };

/** A clock of this tempo. Two processes that make one agree on the time. */
export const clockOf = ({ scale, origin }: Tempo): Clock => ({
  now: () => Math.floor(origin + (Date.now() - origin) * scale),
  sleep: (ms, signal) => systemClock.sleep(ms / scale, signal),
});
