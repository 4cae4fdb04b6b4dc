import type { WritingSystem } from './latin.ts';
import { findSounds, type Sounds } from './spelled-sounds.ts';

/** What it costs to take one sound for another, where that's less than a whole sound. Each pair stands once. */
const CONFUSIONS = new Map(
  Object.entries({
    0.1: 'vw',
    0.3: 'pb td kg fv sz CJ SZ SC lr ei ae ou jJ JZ bv ij',
    0.4: 'sS JS zJ',
    0.5: 'mn kh pf bw bf sC ao gJ',
    0.6: 'ai au eo iu eu io',
    0.7: 'sJ tC dJ',
    0.8: 'pm bm',
  }).flatMap(([cost, pairs]) =>
    pairs.split(' ').flatMap((pair) => [pair, `${pair[1]}${pair[0]}`].map((each) => [each, Number(cost)])),
  ),
);

/** What it costs to leave out a sound, or to put one in, where that's less than a whole sound. */
const LAPSES = new Map([
  ['a', 0.5],
  ['e', 0.5],
  ['i', 0.5],
  ['o', 0.5],
  ['u', 0.5],
  ['r', 0.3],
  ['h', 0.3],
]);

/** What a sound costs at least that's left out or put in. */
const LEAST_LAPSE = Math.min(1, ...LAPSES.values());

/** How far apart a name and what was heard may be, by the number of sounds in the name. Longer names allow more. */
const REACH = [0, 0, 0, 0.25, 0.45, 0.55, 0.8, 0.8, 1.2] as const;
const FARTHEST = 1.2;

/** Scripts that write "l" and "r" alike, at least in names from elsewhere. */
const ONE_LIQUID: ReadonlySet<WritingSystem> = new Set(['kana', 'hangul', 'han']);

/** How unlike two words sound: 0 if they may sound the same, about 1 for each other sound. Nothing if they're too unlike. */
export const measureUnlikeness = (heard: Sounds, name: Sounds): number | undefined => {
  const reduce = findReduction(heard.script, name.script);
  const ways = new Set(name.ways.map(reduce));
  let least: number | undefined;
  for (const said of new Set(heard.ways.map(reduce)))
    for (const way of ways) {
      const reach = REACH[way.length] ?? FARTHEST;
      // Most words are too long or too short for a name, which costs far less to see than how they sound.
      if (Math.abs(said.length - way.length) * LEAST_LAPSE > reach) continue;
      const apart = measureDistance(said, way);
      if (apart <= reach && apart < (least ?? Number.POSITIVE_INFINITY)) least = apart;
    }
  return least;
};

/** How unlike two texts sound, as {@link measureUnlikeness}. */
export const compareSounds = (heard: readonly string[], name: readonly string[]): number | undefined =>
  measureUnlikeness(findSounds(heard), findSounds(name));

/** What is left of the sounds of two scripts that both of them write. */
const findReduction = (...scripts: WritingSystem[]): ((sounds: string) => string) => {
  if (scripts.includes('abjad')) return (sounds) => sounds.replace(/[aeou]/g, '');
  if (scripts.some((script) => ONE_LIQUID.has(script))) return (sounds) => sounds.replace(/l/g, 'r');
  return (sounds) => sounds;
};

const replaceCost = (one: string, other: string): number => (one === other ? 0 : (CONFUSIONS.get(one + other) ?? 1));

const lapseCost = (sound: string): number => LAPSES.get(sound) ?? 1;

/** The least cost of turning one string of sounds into another: Levenshtein's distance with costs of its own. */
const measureDistance = (one: string, other: string): number => {
  let row = [0];
  for (const sound of other) row.push((row.at(-1) ?? 0) + lapseCost(sound));
  for (const sound of one) {
    const next = [(row[0] ?? 0) + lapseCost(sound)];
    for (let at = 1; at < row.length; at++) {
      const wanted = other[at - 1] ?? '';
      const without = (row[at] ?? 0) + lapseCost(sound);
      const within = (next[at - 1] ?? 0) + lapseCost(wanted);
      next.push(Math.min(without, within, (row[at - 1] ?? 0) + replaceCost(sound, wanted)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};
