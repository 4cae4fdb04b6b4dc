import type { Fall, Violation } from '../duel/judge.ts';
import type { Question } from '../duel/question.ts';
import { marksIn, piecesIn } from '../duel/words.ts';
import { sentence } from '../sentences.ts';
import { dueOf, type Fate, wasTroubled } from './fate.ts';
import { memoryFaults } from './memory.ts';
import type { Press } from './people.ts';
import { recordFaults, type Transcripts } from './records.ts';
import { ALL, harmsOf, type Trouble } from './trouble.ts';

/** What must not be, by its kind, and the question that it's about, if there is one. */
export type Fault = { kind: string; what: string; question?: number };

/** Everything that is known in the end. */
export type Evidence = {
  questions: readonly Question[];
  presses: readonly Press[];
  troubles: readonly Trouble[];
  transcripts: Transcripts;
  losses: readonly Loss[];
};

/** A process found out that another one has a home. */
export type Loss = { by: string; home: string; at: number };

/** What people read of an answer that nobody could say of whether it may be kept. */
const UNKEPT = sentence({ code: 'privacy.not-kept' });

/** What became of a question. */
export const fateOf = (
  question: Question,
  { presses = [], losses = [] }: { presses?: readonly Press[]; losses?: readonly Loss[] } = {},
): Fate => {
  const { number, channel, home, asking, at, heard, acknowledged: taken, seen, shown, pages, reply } = question;
  const standing = pages.filter(({ until }) => until === Number.POSITIVE_INFINITY);
  const text = standing.map(({ states }) => states.at(-1)?.text ?? '').join('\n');
  const times = shown.flatMap(({ states }) => states.map((state) => state.at)).toSorted((one, other) => one - other);
  return {
    number,
    channel: channel.id,
    home,
    way: asking.way,
    at,
    heard,
    taken,
    generations: question.generations,
    rests: question.rests,
    // Only few questions need it, and all that was ever sent has to be looked through.
    get takers() {
      return question.takers;
    },
    losses: losses.filter((one) => one.home === home),
    seen: seen === 'nothing' && question.isMarked ? 'only a note' : seen,
    wholeAt: seen === 'the whole answer' ? times.find((time) => question.wasWhole(time)) : undefined,
    isUnheeded: reply?.failed ?? false,
    isStopped: presses.some((one) => one.label === 'Stop' && one.question === question),
    isUnkept: text.includes(UNKEPT),
    pieces: piecesIn(text).map((piece) => piece.number),
  };
};

/** When people saw words of an answer, each time that there were more of them. */
export const wordsOf = ({ shown }: Question): number[] =>
  shown.flatMap(({ states }) => states.filter(({ text }) => marksIn(text).length > 0).map(({ at }) => at));

/** What people see in the end of a question that has no whole answer, and why that may be. */
export const endOf = (fate: Fate, troubles: readonly Trouble[]): string => {
  if (fate.seen === 'the whole answer') return fate.seen;
  if (fate.isUnheeded) return `Discord says that nobody responded (${dueOf(fate, troubles)})`;
  if (isTold(fate) && fate.isStopped) return `${fate.seen} (stopped)`;
  if (isTold(fate)) return `${fate.seen} (${wasTroubled(fate, troubles) ? 'in a trouble' : 'without any trouble'})`;
  return `${fate.seen} (${dueOf(fate, troubles)})`;
};

const isTold = ({ seen }: Fate): boolean => seen === 'a part, and why' || seen === 'only a note';

/** Everything that is wrong. */
export const judge = ({ questions, presses, troubles, transcripts, losses }: Evidence): Fault[] => {
  const fates = questions.map((question) => fateOf(question, { presses, losses }));
  return [
    ...questions.flatMap(({ wrongs }, index) => wrongFaults(wrongs, fates[index])),
    ...fates.flatMap((fate) => endFaults(fate, troubles)),
    ...memoryFaults(fates, troubles),
    ...recordFaults(fates, transcripts, troubles),
    ...presses.flatMap((press) => pressFaults(press, troubles)),
  ];
};

/**
 * What was wrong in what people saw of a question. Whoever pressed Stop while another process took the home reads from that one that it was
 * stopped before there was an answer, also where the first one had shown some words: they're nobody's any more. And of two processes that ask
 * the model at once, because one of them can't ask the store, the one that has the home writes in place of the one that hasn't, whichever
 * asked first.
 */
export const wrongFaults = (wrongs: readonly Violation[], fate: Fate | undefined): Fault[] => {
  if (!fate) return [];
  const { number, at, seen, isStopped, generations, losses = [] } = fate;
  const isTaken = isStopped && seen === 'only a note' && losses.some((one) => one.at >= at);
  const hasLost = (generation: number, until: number) =>
    losses.some((one) => one.by === generations[generation - 1]?.by && one.at >= at && one.at <= until);
  const isHeirs = (fall: Fall | undefined) =>
    fall !== undefined && fall.to > 0 && hasLost(fall.from, fall.at) && !hasLost(fall.to, fall.at);
  return wrongs
    .filter(({ kind, fall }) => kind !== 'fell back' || !(isTaken || isHeirs(fall)))
    .map(({ kind, what }) => ({ kind, what, question: number }));
};

/** Whether a question had what it may expect. */
export const endFaults = (fate: Fate, troubles: readonly Trouble[]): Fault[] => {
  const { number, seen, way } = fate;
  const fault = (kind: string): Fault[] => [{ kind, what: `question ${number}, ${way}`, question: number }];
  if (seen === 'the whole answer') return [];
  if (isTold(fate))
    return fate.isStopped || wasTroubled(fate, troubles) ? [] : fault(`told without any trouble: ${seen}`);
  return dueOf(fate, troubles) === 'owed' ? fault(`not answered: ${seen}`) : [];
};

/** Discord's three seconds, and the time that a lease of a dead process lasts. */
const PRESS = { before: 3_500, after: 3_000 };

/** What came of a press of a button. */
export const pressEnd = ({ reply }: Press): string =>
  reply.failed ? 'nobody responded' : reply.acknowledged === undefined ? 'nothing yet' : 'obeyed or told';

/** A press must be answered, unless whoever heard it was in trouble. */
const pressFaults = ({ label, at, heard, question, reply }: Press, troubles: readonly Trouble[]): Fault[] => {
  if (reply.acknowledged !== undefined) return [];
  const isTrouble = harmsOf(troubles, [ALL, ...heard], { from: at - PRESS.before, to: at + PRESS.after }).length > 0;
  if (heard.length === 0 || isTrouble) return [];
  return [
    { kind: 'a press without an answer', what: `${label}, question ${question.number}`, question: question.number },
  ];
};
