import type { LeftOut } from './question-parts.ts';
import type { SetupExtra } from './setup.ts';

/** The kind of model that answers: one that talks, or one that only writes. */
export type AnsweringModel = 'live' | 'text';

/** Where an answer comes from: which model gives it, and what of the question that one wasn't given. */
export class AnswerSource {
  by: AnsweringModel = 'live';
  /** The name of that model, once it's asked. */
  model = '';
  /** How often a model was asked. Each time, Google counts anew. */
  times = 0;
  readonly leftOut = new Set<LeftOut>();
  /** What is set for the place but refused by Google, if those who read the answer haven't been told yet. */
  readonly refused = new Set<SetupExtra>();

  /** A model is asked, for the first time or again. */
  ask(by: AnsweringModel, model: string): void {
    this.by = by;
    this.model = model;
    this.times += 1;
  }
}
