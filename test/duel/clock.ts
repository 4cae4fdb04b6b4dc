import { type Clock, readMonotonicClock, systemClock } from '../../src/base/clock.ts';

/** What tells the time of a duel: all that take part in it run `scale` times as fast as the wall clock, from `origin` on. */
export type Tempo = { scale: number; origin: number };

/** It also tells what its `now` was at a time of the wall clock. */
export type DuelClock = Clock & { at(wall: number): number };

/** A clock of this tempo. Two processes that make one agree on the time. */
export const clockOf = ({ scale, origin }: Tempo): DuelClock => {
  const now = () => Math.floor(readMonotonicClock() * scale);
  return {
    now,
    wall: () => Math.floor(origin + (Date.now() - origin) * scale),
    at: (wall) => now() - (Date.now() - wall) * scale,
    sleep: (ms, signal) => systemClock.sleep(ms / scale, signal),
  };
};
