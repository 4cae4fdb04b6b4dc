import type { Place } from '../base/place.ts';

/**
 * How long something that people said waits for a process that may have died or is being stopped, in milliseconds. A
 * lease lasts 3 s, and a process releases its own up to 9 s after it was told to stop.
 */
export const CLAIM_PATIENCE = 10_000;

/**
 * How long what can't wait, such as a command, is left to another process that seems to hear it, in milliseconds. If that one turns out
 * not to, this one still acknowledges it in time.
 */
export const SHORT_PATIENCE = 1_500;

/**
 * What was said more than `late` milliseconds before it was heard was heard late, if this process has been awake for no longer than `awake`
 * since it stood still; without that, the clocks of two machines may only disagree. It still waits for `least` milliseconds: by then the
 * lease of a process that has just died has run out, and no plan counts it any more.
 */
const LATE = { late: 3_500, awake: 5_000, least: 6_000 };

/**
 * How long something waits that was said `age` milliseconds before it was heard by a process that has been awake for `awakeFor`. What was
 * heard late has waited already, and whoever has the home may never have heard it, so it doesn't wait for that one's `patience`.
 */
export const shortenPatience = (patience: number, { age, awakeFor }: { age: number; awakeFor: number }): number =>
  age > LATE.late && awakeFor < LATE.awake ? Math.max(LATE.least, CLAIM_PATIENCE - age) : patience;

/** What a process goes by when it claims homes that others may want, too. */
export type ClaimRules = {
  /**
   * Whether this process begins to talk in a place. Where it talks already it goes on, except with what can wait for the process
   * that gets the home.
   */
  mayBegin(place: Place): boolean;
  /** Names the other processes that hear what is said in a place now. */
  listHearers(place: Place): readonly string[];
  /** How long what can wait for the home does so, in milliseconds. It's asked again while something waits. */
  patience(): number;
};
