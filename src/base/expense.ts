import type { Place } from './place.ts';

/**
 * Tokens that Google counted for a turn since its last count, where the turn was asked, the Discord id of the person who
 * asked it, and the kind of model that answered it. The expenses of one turn add up to its last count.
 */
export type Expense = {
  place: Place;
  personId: string;
  by: 'live' | 'text';
  prompt: number;
  answer: number;
  thoughts: number;
};
