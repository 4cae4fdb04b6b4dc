import type { Place } from './place.ts';

/**
 * Tokens that Google counted for a turn since its last count, where the turn was asked, and the Discord id of the person who
 * asked it. The expenses of one turn add up to its last count.
 */
export type Expense = { place: Place; personId: string; prompt: number; answer: number; thoughts: number };
