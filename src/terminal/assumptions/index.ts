import type { Assumption } from './assumption.ts';
import { textAssumptions } from './text-assumptions.ts';
import { voiceAssumptions } from './voice-assumptions.ts';

/** Everything taken for granted that one can see in a minute or two, in the order in which it is tried out. */
export const assumptions: readonly Assumption[] = [...textAssumptions, ...voiceAssumptions];
