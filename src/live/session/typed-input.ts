import type { QuestionParts } from '../protocol/question-parts.ts';
import { PictureDisplay, type ShowingMeans } from './picture-display.ts';
import { makeImmediateInput, type SessionInput } from './session-input.ts';

/** A typed question, with its pictures where the model takes them. */
export const makeTypedInput = (question: QuestionParts, means: ShowingMeans): SessionInput => {
  const pictures = new PictureDisplay(question, means);
  const plain = makeImmediateInput(() => {});
  return {
    ...plain,
    most: plain.most + pictures.extra,
    listLeftOut: (plan) => pictures.listLeftOut(plan),
    words: (plan) => pictures.ask(plan),
    isSuspect: (plan, ending) => pictures.isSuspect(plan, ending),
    noteDeath: (plan) => pictures.noteDeath(plan),
    noteAnswer: (plan) => pictures.noteSurvival(plan),
  };
};
