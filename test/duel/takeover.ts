import { firstShown } from './judge.ts';
import type { Question } from './question.ts';
import type { Rival, Wound } from './rival.ts';

/** A question that is asked so long after the loss of the owner counts, too. */
const AFTER = 500;

/** Whoever stands still for less than this need not be replaced. */
const LONG = 5_000;

/**
 * How long it took, each time that who had a server was killed or stood still for long, until another one showed words to
 * somebody who had asked by a mention just before or after; by what happened, and where the question was. In each channel
 * the first question counts: the others wait until it is answered, whoever answers.
 */
export const takeovers = (questions: readonly Question[], rivals: readonly Rival[]): Map<string, Takeover[]> => {
  const channels = [...Map.groupBy(questions, ({ channel }) => channel).values()];
  const losses = rivals.flatMap((rival) => rival.wounds.filter(isLoss).map(({ is, from }) => ({ rival, is, from })));
  const found = losses.flatMap((loss) =>
    channels.flatMap((asked) => {
      const times = asked.flatMap((question) => takeover(question, loss, { questions, rivals }) ?? []);
      return times.toSorted((one, other) => one.asked - other.asked).slice(0, 1);
    }),
  );
  return Map.groupBy(found, ({ what }) => what);
};

const isLoss = ({ is, from, to }: Wound): boolean => is === 'kill' || (is === 'pause' && to - from > LONG);

/** What happened at `from`, and how long from then on until another process asked the model, and until people saw its words. */
export type Takeover = { what: string; from: number; asked: number; shown: number };

type Loss = { rival: Rival; is: Wound['is']; from: number };
type All = { questions: readonly Question[]; rivals: readonly Rival[] };

const takeover = (question: Question, { rival, is, from }: Loss, { questions, rivals }: All): Takeover | undefined => {
  if (question.reply || question.at > from + AFTER || question.wasWhole(from)) return undefined;
  if (ownerAt(question, from, questions) !== rival.name) return undefined;
  const others = question.generations.filter(({ by, at }) => by !== rival.name && at > from);
  const at = firstShown(question.shown, from, ({ generation }) => others.some(({ number }) => number === generation));
  if (at === undefined) return undefined;
  // Who was not there at the moment, or was struck itself, had no chance.
  const heirs = rivals.filter(({ name }) => others.some(({ by }) => by === name));
  if (!heirs.some((heir) => heir.wasFit(from, at))) return undefined;
  const wasAsked = question.generations.some(({ by, at }) => by === rival.name && at <= from);
  const what = `${is}, the question ${wasAsked ? 'was being answered' : 'was new'}`;
  return { what, from, asked: Math.min(...others.map((one) => one.at)) - from, shown: at - from };
};

/** Who had answered last, at a time, where a question was asked. */
const ownerAt = ({ home }: Question, time: number, questions: readonly Question[]): string | undefined =>
  questions
    .filter((one) => one.home === home)
    .flatMap(({ generations }) => generations.filter(({ at }) => at <= time))
    .toSorted((one, other) => other.at - one.at)[0]?.by;
