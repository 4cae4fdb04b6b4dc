import { random } from '../world/discord/voice/path.ts';
import { CATALOGUE, type Line, type Phase } from './catalogue.ts';
import type { Moment } from './moments.ts';
import { SEASONS, type Season } from './weather.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a story is, in milliseconds. */
export const DAY = 24 * HOUR;

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

/** One blow, at the first moment after `at` that is in `phase`. */
export type Trouble = { at: number; line: Line; phase: Phase };

/** How long the n-th connection that is set up may live, in milliseconds, and how it ends; without `notice` suddenly. */
export type Life = { ms: number; notice?: number; silent: boolean; code: number; reason: string };

/** A time of bad weather, in milliseconds from the story's beginning. */
export type Spell = { at: number; until: number; season: Season };

/** Everything that happens to a conversation in a day, whoever leads it. */
export type Story = {
  seed: number;
  /** How long it is. */
  ms: number;
  sayings: Saying[];
  troubles: Trouble[];
  spells: Spell[];
  lives: Life[];
};

/** How much a story holds. */
export type Size = { ms: number; typed: number; spoken: number };

const WHOLE_DAY: Size = { ms: DAY, typed: 500, spoken: 150 };

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

const LIVES = 600;

type Range = readonly [least: number, most: number];

/** Draws of one story. */
class Chance {
  #next: () => number;

  constructor(seed: number) {
    this.#next = random(seed);
  }

  /** True with this probability. */
  is(share: number): boolean {
    return this.#next() < share;
  }

  /** A whole number from `least` up to but not including `most`. */
  of([least, most]: Range): number {
    return Math.floor(least + this.#next() * (most - least));
  }

  one<T>(all: readonly [T, ...T[]]): T {
    return all[this.of([0, all.length])] ?? all[0];
  }

  shuffled<T>(all: readonly T[]): T[] {
    return all
      .map((one) => ({ one, key: this.#next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ one }) => one);
  }
}

/** The story of a seed. The same seed always gives the same story. */
export const storyOf = (seed: number, size: Size = WHOLE_DAY): Story => {
  const chance = new Chance(seed);
  const clusters = clustersOf(chance, size.ms);
  return {
    seed,
    ms: size.ms,
    sayings: sayingsOf(chance, clusters, size),
    troubles: troublesOf(chance, seed, size.ms),
    spells: spellsOf(chance, size.ms),
    lives: Array.from({ length: LIVES }, () => lifeOf(chance)),
  };
};

/**
 * The same story without frames that are no JSON: the SDK's own socket lets them end the whole process, and whoever uses
 * it as it is would not live to see the evening.
 */
export const bearable = (story: Story): Story => ({
  ...story,
  troubles: story.troubles.filter(({ line: { blow } }) => !(blow.is === 'fault' && isGarbage(blow.fault))),
});

const isGarbage = (fault: object): boolean => 'setup' in fault && fault.setup === 'garbage';

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

const sayingsOf = (chance: Chance, clusters: Range[], { typed, spoken }: Size): Saying[] => {
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

/** Each line of the catalogue so many times a day, each time in another of its phases. */
const TIMES = 3;

const troublesOf = (chance: Chance, seed: number, ms: number): Trouble[] => {
  const scale = ms / DAY;
  const all = CATALOGUE.flatMap((line) => {
    const times = line.excuse === 'stopped' ? 1 : TIMES;
    return Array.from({ length: times }, (_, index) => ({
      line,
      phase: line.phases[(seed * TIMES + index) % line.phases.length] ?? 'idle',
    }));
  });
  const some = chance.shuffled(all).slice(0, Math.ceil(all.length * scale));
  return some.map((trouble, index) => ({ ...trouble, at: Math.floor(((index + 0.5) / some.length) * ms) }));
};

const spellsOf = (chance: Chance, ms: number): Spell[] =>
  chance.shuffled(SEASONS).map((season, index, all) => {
    const at = Math.floor(((index + 0.3) / all.length) * ms);
    return { at, until: at + chance.of(season.lasts), season };
  });

const lifeOf = (chance: Chance): Life => {
  const kind = chance.of([0, 10]);
  const [code, reason] = chance.one([
    [1011, 'Deadline expired before operation could complete.'],
    [1000, 'The operation was cancelled.'],
    [1000, ''],
    [1006, ''],
  ]);
  return {
    ms: chance.of([9 * MINUTE, 11 * MINUTE]),
    ...(kind > 0 && { notice: chance.of([50_000, 60_000]) }),
    silent: kind === 1 || kind === 2,
    code,
    reason,
  };
};
