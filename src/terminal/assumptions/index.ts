import type { Assumption } from './assumption.ts';
import { textAssumptions } from './text-assumptions.ts';
import { voiceAssumptions } from './voice-assumptions.ts';

/** All assumptions that can be tested in a minute or two, in the order of their tests. */
export const assumptions: readonly Assumption[] = [...textAssumptions, ...voiceAssumptions];
