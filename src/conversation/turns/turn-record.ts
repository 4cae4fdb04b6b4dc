import type { Person } from '../people/person.ts';
import type { AnswerLocation } from './answer-view.ts';
import type { AnswerEnd } from './turn.ts';

/**
 * One finished turn. `at` is when the question was asked, in milliseconds since the epoch, and `id` is Discord's for what
 * asked it, if anything of Discord's did. `shown` is where people saw the answer while it grew: should the process die before
 * it is whole there, its end is to be shown.
 */
export type TurnRecord = {
  id?: string;
  person: Person;
  at: number;
  asked: string;
  answered: string;
  ended: AnswerEnd['is'];
  shown?: AnswerLocation;
};

/** A turn and its number, counted from 1. */
export type NumberedRecord = TurnRecord & { number: number };
