import { ALL, type Trouble } from './trouble.ts';

/** A question as people saw it in one server or direct message, and when the first words of each answer of the model came. */
export type Asked = {
  home: string;
  at: number;
  generations: readonly { by: string; at: number }[];
  words: readonly number[];
};

/** Whoever answered in a home so long before a trouble is taken for its owner. */
const OWNING = 30_000;

/** Where nobody asks within so long after a trouble, nobody waits for an answer. */
const ASKING = 5_000;

/**
 * How long it took, each time that something happened to whoever talked in a home, until somebody there saw the first words of
 * an answer that began after it; by what happened. What people ask that nobody hears counts as waiting.
 */
export const recoveries = (questions: readonly Asked[], troubles: readonly Trouble[]): Map<string, number[]> => {
  const homes = [...Map.groupBy(questions, ({ home }) => home).values()];
  const times = new Map<string, number[]>();
  for (const { is, of, from } of troubles)
    for (const asked of homes) {
      const owner = ownerAt(asked, from);
      if (owner === undefined || (of !== ALL && of !== owner)) continue;
      if (!asked.some(({ at }) => at > from && at < from + ASKING)) continue;
      const first = Math.min(
        ...asked.flatMap(({ at, words }) => (at > from ? words.filter((time) => time > from) : [])),
      );
      const what = of === ALL && is !== 'restart' && is !== 'fail-over' ? `${is}, all` : is;
      if (Number.isFinite(first)) times.set(what, [...(times.get(what) ?? []), first - from]);
    }
  return times;
};

const ownerAt = (asked: readonly Asked[], time: number): string | undefined =>
  asked
    .flatMap(({ generations }) => generations)
    .filter(({ at }) => at <= time && at > time - OWNING)
    .toSorted((one, other) => other.at - one.at)[0]?.by;
