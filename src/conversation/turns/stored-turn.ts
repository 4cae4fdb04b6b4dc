import type { SpentTokens } from '../../base/expense.ts';
import type { Person } from '../people/person.ts';
import type { AnswerEnd } from './answer-end.ts';
import type { PlacedPart } from './answer-part.ts';
import type { AnswerLocation } from './answer-view.ts';
import type { Quote } from './quote.ts';
import type { StoredFile } from './stored-files.ts';

/**
 * One turn as the transcript keeps it. `at` is when the question was asked, in milliseconds since the epoch, and `id`
 * is Discord's id of what asked it, if there is one. `shown` is where people saw the answer while it grew: if the
 * process dies before the whole answer is there, its end has to be shown. `answered` is what was said, `written` what was
 * written, with its places in that. `sites` are the names of the websites
 * that the answer stands on. `quotes` and `files` are notes of what came with the question. `spent` is what Google counted for it; it's missing
 * until the first count.
 */
export type StoredTurn = {
  id?: string;
  person: Person;
  at: number;
  asked: string;
  quotes?: readonly Quote[];
  files?: readonly StoredFile[];
  answered: string;
  written?: readonly PlacedPart[];
  sites?: readonly string[];
  ended: AnswerEnd['is'];
  shown?: AnswerLocation;
  spent?: readonly SpentTokens[];
};

/** A stored turn and its number, counted from 1. */
export type NumberedTurn = StoredTurn & { number: number };
