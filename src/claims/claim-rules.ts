import type { Place } from '../base/place.ts';

/**
 * How long something that people said waits for a process that may have died or is being stopped, in milliseconds. A
 * lease lasts 3 s, and a process releases its own up to 9 s after it was told to stop.
 */
export const CLAIM_PATIENCE = 10_000;

/** What was heard late has waited already, but still long enough that the lease of a process that has just died runs out. In milliseconds. */
const LEAST_PATIENCE = 3_500;

/** How much of some patience is left for what was said `age` milliseconds before it was heard. */
export const shortenPatience = (patience: number, age: number): number =>
  Math.max(Math.min(patience, LEAST_PATIENCE), patience - Math.max(0, age));

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
