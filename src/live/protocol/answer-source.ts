import type { LeftOut } from './question-parts.ts';

/** The kind of model that answers: one that talks, or one that only writes. */
export type AnsweringModel = 'live' | 'text';

/** Where an answer comes from: which model gives it, and what of the question that one wasn't given. */
export class AnswerSource {
  by: AnsweringModel = 'live';
  readonly leftOut = new Set<LeftOut>();
}
