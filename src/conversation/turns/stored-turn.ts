import type { Person } from '../people/person.ts';
import type { AnswerEnd } from './answer-end.ts';
import type { PlacedPart } from './answer-part.ts';
import type { AnswerLocation } from './answer-view.ts';

/**
 * One turn as the transcript keeps it. `at` is when the question was asked, in milliseconds since the epoch, and `id`
 * is Discord's id of what asked it, if there is one. `shown` is where people saw the answer while it grew: if the
 * process dies before the whole answer is there, its end has to be shown. `answered` is what was said, `written` what was
 * written, with its places in that.
 */
export type StoredTurn = {
  id?: string;
  person: Person;
  at: number;
  asked: string;
  answered: string;
  written?: readonly PlacedPart[];
  ended: AnswerEnd['is'];
  shown?: AnswerLocation;
};

/** A stored turn and its number, counted from 1. */
export type NumberedTurn = StoredTurn & { number: number };
