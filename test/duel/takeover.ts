import { firstShown } from './judge.ts';
import type { Question } from './question.ts';
import type { Rival } from './rival.ts';

/** A question that is asked so long after the loss of the owner counts, too. */
const AFTER = 500;

/** Whoever stands still for less than this need not be replaced. */
const LONG = 5_000;

/**
 * How long it took, each time that who had a server was killed or stood still for long, until another one showed words to
 * somebody who had asked by a mention just before or after; by what happened, and where the question was.
 */
export const takeovers = (questions: readonly Question[], rivals: readonly Rival[]): Map<string, Takeover[]> => {
  const found = new Map<string, Takeover[]>();
  for (const rival of rivals)
    for (const { is, from, to } of rival.wounds)
      if (is === 'kill' || (is === 'pause' && to - from > LONG))
        for (const question of questions) {
          const times = takeover(question, { rival, from }, { questions, rivals });
          if (!times) continue;
          const asked = question.generations.some(({ by, at }) => by === rival.name && at <= from);
          const key = `${is}, the question ${asked ? 'was being answered' : 'was new'}`;
          found.set(key, [...(found.get(key) ?? []), times]);
        }
  return found;
};

/** Until another process asked the model, and until people saw words of its answer; in milliseconds. */
export type Takeover = { asked: number; shown: number };

type Loss = { rival: Rival; from: number };
type All = { questions: readonly Question[]; rivals: readonly Rival[] };

const takeover = (question: Question, { rival, from }: Loss, { questions, rivals }: All): Takeover | undefined => {
  if (question.reply || question.at > from + AFTER || question.wasWhole(from)) return undefined;
  if (ownerAt(question, from, questions) !== rival.name) return undefined;
  const others = question.generations.filter(({ by, at }) => by !== rival.name && at > from);
  const at = firstShown(question.shown, from, ({ generation }) => others.some(({ number }) => number === generation));
  if (at === undefined) return undefined;
  // Who was not there at the moment, or was struck itself, had no chance.
  const heirs = rivals.filter(({ name }) => others.some(({ by }) => by === name));
  if (!heirs.some((heir) => heir.wasFit(from, at))) return undefined;
  return { asked: Math.min(...others.map((one) => one.at)) - from, shown: at - from };
};

/** Who had answered last, at a time, where a question was asked. */
const ownerAt = ({ home }: Question, time: number, questions: readonly Question[]): string | undefined =>
  questions
    .filter((one) => one.home === home)
    .flatMap(({ generations }) => generations.filter(({ at }) => at <= time))
    .toSorted((one, other) => other.at - one.at)[0]?.by;
