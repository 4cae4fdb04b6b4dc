import type { Clock } from '../../base/clock.ts';

/**
 * How long what was said in a place is kept, as its settings have it at the moment. As long as they aren't known, both are
 * nothing, and nothing may be erased because of them.
 */
export type Retention = {
  /** In milliseconds. */
  lifetime(): number | undefined;
  /** Turns from before this moment are neither told nor kept; in milliseconds since the epoch. */
  oldest(): number | undefined;
};

const DAY = 24 * 60 * 60_000;

/** Makes it from days, which may change at any time. */
export const makeRetention = (days: () => number | undefined, clock: Pick<Clock, 'wall'>): Retention => {
  const lifetime = () => {
    const count = days();
    return count === undefined ? undefined : count * DAY;
  };
  const oldest = () => {
    const ms = lifetime();
    return ms === undefined ? undefined : clock.wall() - ms;
  };
  return { lifetime, oldest };
};
