import type { Chance, Range } from './chance.ts';
import type { Moment } from './moments.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * One thing that a person says. `at` is in milliseconds from the story's beginning; with `wait` it waits from then on for
 * a moment, and is said so many milliseconds after that. `ms` is the length of a spoken one; `hush` is after how much of
 * its answer, in milliseconds, somebody wants silence.
 */
export type Saying = {
  number: number;
  at: number;
  person: { id: string; name: string };
  wait?: { moment: Moment; ms: number };
} & ({ is: 'typed' } | { is: 'spoken'; ms: number; hush?: number });

/** How much a story holds; `ms` is how long it is, in milliseconds. */
export type Size = { ms: number; typed: number; spoken: number };

type Person = Saying['person'];

const PEOPLE: readonly [Person, ...Person[]] = [
  { id: '1', name: 'Ada' },
  { id: '2', name: 'Bob' },
  { id: '3', name: 'Cem' },
  { id: '4', name: 'Dora' },
];

/** A conversation is busy in clusters; between them it is quiet, two times so long that its handle dies. */
const CLUSTER: Range = [25 * MINUTE, 70 * MINUTE];
const QUIET: Range = [6 * MINUTE, 20 * MINUTE];
const NIGHT: Range = [2.2 * HOUR, 2.8 * HOUR];
const MOST_BURST = 5;

const clustersOf = (chance: Chance, ms: number): Range[] => {
  const clusters: Range[] = [];
  const nights = new Set([0.3, 0.65].map((share) => Math.floor(share * (ms / HOUR))));
  for (let at = MINUTE; at < ms; ) {
    const until = Math.min(ms, at + chance.of(CLUSTER));
    clusters.push([at, until]);
    const hour = Math.floor(until / HOUR);
    at = until + chance.of(nights.delete(hour) ? NIGHT : QUIET);
  }
  return clusters;
};

/** Something said by one person, or by several within seconds. */
type Group = (at: number) => Omit<Saying, 'number'>[];

/** Everything that people say, in order. */
export const sayingsOf = (chance: Chance, { ms, typed, spoken }: Size): Saying[] => {
  const clusters = clustersOf(chance, ms);
  const groups: Group[] = [];
  for (let left = typed; left > 0; ) {
    const count = Math.min(left, chance.is(0.7) ? 1 : chance.of([2, MOST_BURST + 1]));
    groups.push((at) => burst(chance, at, count));
    left -= count;
  }
  for (let left = spoken; left > 0; ) {
    const count = Math.min(left, chance.is(0.92) ? 1 : 2);
    groups.push((at) => talk(chance, at, count));
    left -= count;
  }
  const total = clusters.reduce((sum, [from, until]) => sum + until - from, 0);
  return chance
    .shuffled(groups)
    .flatMap((group, index) => group(place(clusters, ((index + chance.of([0, 100]) / 100) / groups.length) * total)))
    .sort((a, b) => a.at - b.at)
    .map((saying, index) => ({ ...saying, number: index + 1 }) as Saying); // The number completes it.
};

/** The time that is so many milliseconds into all clusters, one after the other. */
const place = (clusters: Range[], into: number): number => {
  let left = into;
  for (const [from, until] of clusters) {
    if (left < until - from) return from + Math.floor(left);
    left -= until - from;
  }
  return clusters.at(-1)?.[1] ?? 0;
};

/** Many speak just when a connection ends, some while it is closed because nobody said anything. */
const waiting = (chance: Chance): Pick<Saying, 'wait'> => {
  if (chance.is(0.45)) return { wait: { moment: 'rotation', ms: chance.of([0, chance.is(0.8) ? 3_000 : 50_000]) } };
  return chance.is(0.08) ? { wait: { moment: 'leave', ms: chance.of([0, 60]) } } : {};
};

const burst = (chance: Chance, at: number, count: number): Omit<Saying, 'number'>[] => {
  const when = waiting(chance);
  return Array.from({ length: count }, () => ({
    is: 'typed' as const,
    at: at + (count > 1 ? chance.of([0, 2_000]) : 0),
    person: chance.one(PEOPLE),
    ...when,
  }));
};

const talk = (chance: Chance, at: number, count: number): Omit<Saying, 'number'>[] => {
  const ms = chance.of([8, 60]) * 100;
  const when = waiting(chance);
  return Array.from({ length: count }, (_, index) => ({
    is: 'spoken' as const,
    at: at + index * (ms + chance.of([0, 2_000])),
    person: PEOPLE[index] ?? PEOPLE[0],
    ms,
    ...(count === 1 && chance.is(0.1) && { hush: chance.of([300, 2_000]) }),
    ...(count === 1 && when),
  }));
};
