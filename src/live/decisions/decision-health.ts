import type { DecisionFailure } from './decision-failure.ts';

/** Why nothing is asked for a while: there's no such model for the key, Google wants a pause, or too much went wrong. */
export type RestReason = 'absent' | 'quota' | 'trouble';

/**
 * Whether the service is worth asking. `misses` counts failures in a row. `trying`: the rest is over, and one request is made alone;
 * `until` then is when the next may be, should nothing come of it. Times are milliseconds of a monotonic clock.
 */
export type DecisionHealth =
  | { is: 'asking'; misses: number }
  | { is: 'resting' | 'trying'; why: RestReason; until: number };

/** Nothing went wrong so far. */
export const SOUND_HEALTH: DecisionHealth = { is: 'asking', misses: 0 };

/** So many failures or late answers in a row are trouble. */
const MOST_MISSES = 3;

const MINUTE = 60_000;

/** How long it rests, in milliseconds. A model may come to a key any day; a quota is counted by the minute. */
const RESTS: Record<RestReason, number> = { absent: 60 * MINUTE, quota: MINUTE, trouble: 5 * MINUTE };

/** How a request ended, as far as health goes. */
export type HealthSign = { is: 'well' } | { is: 'slow' } | DecisionFailure;

/** For how much longer nothing is asked, in milliseconds, and why; nothing if it's worth asking now. */
export const findRest = (health: DecisionHealth, now: number): { why: RestReason; retryIn: number } | undefined =>
  health.is !== 'asking' && now < health.until ? { why: health.why, retryIn: health.until - now } : undefined;

const rest = (why: RestReason, now: number, ms = RESTS[why]): DecisionHealth => ({
  is: 'resting',
  why,
  until: now + ms,
});

/** A request is about to be made, which may take so many milliseconds. After a rest the others wait for what becomes of it. */
export const beginTrial = (health: DecisionHealth, now: number, ms: number): DecisionHealth =>
  health.is === 'asking' ? health : { is: 'trying', why: health.why, until: now + ms };

/**
 * The health after a request. Some may still be under way when it comes to rest: one that's answered then ends a rest for trouble,
 * but none that Google has asked for. If the trial after a rest for trouble fails, it rests again.
 */
export const judgeHealth = (health: DecisionHealth, sign: HealthSign, now: number): DecisionHealth => {
  if (sign.is === 'absent') return rest('absent', now);
  if (sign.is === 'quota') return rest('quota', now, sign.retryIn);
  const isResting = health.is === 'resting' && now < health.until;
  if (sign.is === 'well') return isResting && health.why !== 'trouble' ? health : SOUND_HEALTH;
  if (isResting) return health;
  const before = health.is === 'asking' ? health.misses : health.why === 'trouble' ? MOST_MISSES - 1 : 0;
  const misses = before + 1;
  return misses >= MOST_MISSES ? rest('trouble', now) : { is: 'asking', misses };
};
