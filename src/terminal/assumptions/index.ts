import type { Assumption } from './assumption.ts';
import { text } from './text-assumptions.ts';
import { voice } from './voice-assumptions.ts';

/** Everything taken for granted that one can see in a minute or two, in the order in which it is tried out. */
export const assumptions: readonly Assumption[] = [...text, ...voice];
