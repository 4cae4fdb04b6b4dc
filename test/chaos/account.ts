import type { World } from '../../world/world.ts';
import type { Fleet } from '../duel/fleet.ts';
import type { Question } from '../duel/question.ts';
import { trace } from '../duel/trace.ts';
import type { Trouble } from './trouble.ts';

type Scene = { world: World; fleet: Fleet; questions: readonly Question[]; troubles: readonly Trouble[] };

/** So much is told of what happened before and after a question, in milliseconds. */
const AROUND = { before: 6_000, after: 30_000 };

/** What happened around a question, line by line. */
export const around = (question: Question, { world: { discord }, fleet, questions, troubles }: Scene): string[] => {
  const [from, to] = [question.at - AROUND.before, question.at + AROUND.after];
  const near = questions.filter(({ channel }) => channel === question.channel);
  const lines = trace({ from, to, questions: near, rivals: fleet.rivals, discord, of: question });

  const wrong = troubles
    .filter((one) => one.from <= to && one.to >= from)
    .map(
      (one) =>
        `${String(Math.round(one.from - from)).padStart(6)} ${one.is} of ${one.of}, for ${Math.round(one.to - one.from)} ms`,
    );
  const heard = `question ${question.number}: ${question.seen}, heard by ${question.heard.join(', ')}`;
  return [
    heard,
    ...[...lines, ...wrong].toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10)),
  ];
};
