import { askingsOf, type Fate, mayBeRefused, mayBeUnwritten } from './fate.ts';
import { ENDS, STORE, type Trouble, troublesOf } from './trouble.ts';

/** What must not be in what a model is told. */
export type MemoryFault = {
  kind: 'the model was told twice' | 'the model was told of another channel' | 'the model has forgotten';
  question: number;
  what: string;
};

/** So many of the newest answers a session must know. */
const KNOWN = 8;

/** Whatever was seen whole so long before a question was asked has to be known. */
const SETTLED = 1_000;

/** A conversation that wakes, or needs a new session, while the store is away, or soon after, doesn't know what was said before. */
const BLIND = { before: 4_000, after: 3_000, session: 10_000 };

/**
 * What is wrong in what the model knew whenever it was asked something: every answer that people in the channel had seen, once,
 * and nothing of other channels.
 */
export const memoryFaults = (fates: readonly Fate[], troubles: readonly Trouble[]): MemoryFault[] => {
  const faults = allFaults(fates, troubles);
  // What was forgotten once stays so.
  const known = new Set<string>();
  return faults.filter(({ kind, other }) => !known.has(`${kind} ${other}`) && known.add(`${kind} ${other}`));
};

const allFaults = (fates: readonly Fate[], troubles: readonly Trouble[]): (MemoryFault & { other: number })[] =>
  [...Map.groupBy(fates, ({ channel }) => channel).values()].flatMap((all) => {
    const own = new Set(all.map(({ number }) => number));
    return all.flatMap((fate) =>
      fate.generations.flatMap((generation) => {
        const { known } = generation;
        const fault = (kind: MemoryFault['kind'], other: number) => ({
          kind,
          other,
          question: fate.number,
          what: `question ${other}, when ${generation.by} was asked question ${fate.number}`,
        });
        const twice = known.filter((number, index) => known.indexOf(number) !== index);
        const strange = known.filter((number) => !own.has(number));
        const missing = isBlind(all, generation, troubles) ? [] : expected(all, fate, { fates, troubles });
        return [
          ...twice.map((number) => fault('the model was told twice', number)),
          ...strange.map((number) => fault('the model was told of another channel', number)),
          ...missing
            .filter(({ number }) => !known.includes(number))
            .map(({ number }) => fault('the model has forgotten', number)),
        ];
      }),
    );
  });

/** The answers that have to be known when a question is asked. */
const expected = (
  all: readonly Fate[],
  { at }: Fate,
  { fates, troubles }: { fates: readonly Fate[]; troubles: readonly Trouble[] },
): Fate[] =>
  all
    .filter(({ wholeAt = Number.POSITIVE_INFINITY }) => wholeAt < at - SETTLED)
    .slice(-KNOWN)
    .filter((one) => !mayBeUnwritten(one, troubles) && !mayBeRefused(one, fates, troubles));

/** Whether a process may know nothing of what was said before it woke the conversation in which it's asked something. */
const isBlind = (
  all: readonly Fate[],
  { by, at }: Fate['generations'][number],
  troubles: readonly Trouble[],
): boolean => {
  const told = all
    .flatMap(askingsOf)
    .filter((one) => one.at <= at)
    .toSorted((one, other) => other.at - one.at);
  const other = told.findIndex((one) => one.by !== by);
  const woke = told.slice(0, other < 0 ? told.length : other).at(-1)?.at ?? at;
  const isAway = (from: number, to: number) =>
    troublesOf(troubles, [by], { from, to }).some(({ is }) => [...STORE, ...ENDS, 'pause', 'slow'].includes(is));
  return isAway(woke - BLIND.before, woke + BLIND.after) || isAway(at - BLIND.session, at);
};
