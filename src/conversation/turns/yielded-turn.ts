import type { Question } from './question.ts';
import { Turn } from './turn.ts';

/** Makes a turn that another process answers. */
export const makeYieldedTurn = (question: Question): Turn => {
  const turn = new Turn(question);
  turn.yield();
  return turn;
};
