import type { Assumption } from './assumption.ts';
import { text } from './text.ts';
import { voice } from './voice.ts';

/** Everything taken for granted that one can see in a minute or two, in the order in which it is tried out. */
export const assumptions: readonly Assumption[] = [...text, ...voice];
