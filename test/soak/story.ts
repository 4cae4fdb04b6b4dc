import { CATALOGUE, type Line, type Phase } from './catalogue.ts';
import { Chance } from './chance.ts';
import { type Saying, type Size, sayingsOf } from './sayings.ts';
import { SEASONS, type Season } from './weather.ts';

const MINUTE = 60_000;

/** How long a story is, in milliseconds. */
export const DAY = 24 * 60 * MINUTE;

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

const WHOLE_DAY: Size = { ms: DAY, typed: 500, spoken: 150 };

const LIVES = 600;

/** The story of a seed. The same seed always gives the same story. */
export const storyOf = (seed: number, size: Size = WHOLE_DAY): Story => {
  const chance = new Chance(seed);
  return {
    seed,
    ms: size.ms,
    sayings: sayingsOf(chance, size),
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
