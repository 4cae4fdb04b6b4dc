import { findScript, toLatin, type WritingSystem } from './latin.ts';

/**
 * What letters may sound like, the longest first: a pattern for the beginning of the rest of a word, and the sounds that are
 * tried for it. A sound is one letter: S is "sh", Z is "zh", C is "ch", J is the English "j", j is "y" as in "yes". Languages
 * read the same letters in different ways, so there's more than one try for some.
 */
const SPELLINGS: readonly [RegExp, readonly string[]][] = [
  [/^(?:tsch|tch)/, ['C']],
  [/^(?:dsch|dzh|dj)/, ['J']],
  [/^(?:sch|sh)/, ['S']],
  [/^zh/, ['Z']],
  [/^kh/, ['h', 'k']],
  [/^gh(?=t|$)/, ['']],
  [/^gh/, ['g']],
  [/^ph/, ['f', 'p']],
  [/^[td]h/, ['t', 'd']],
  [/^ch/, ['C', 'k', 'S']],
  [/^(?:ck|cc?(?![eiy])|q(?!u))/, ['k']],
  [/^cc?/, ['s']],
  [/^qu/, ['k', 'kw']],
  [/^x/, ['ks']],
  [/^gg?(?=[eiy])/, ['J', 'g']],
  [/^j/, ['J', 'j']],
  [/^y(?=[aeiou])/, ['j']],
  [/^(?:ey|ay)$/, ['e', 'i']],
  [/^ez$/, ['e', 'es']],
  [/^ej$/, ['e', 'eJ']],
  [/^(?:ee|ea|ie)/, ['i']],
  [/^(?:oo|ou)/, ['u', 'o']],
  [/^ai/, ['e', 'a']],
  [/^(?:ay|ei|ey)/, ['e']],
  [/^(?:au|aw)/, ['o', 'au']],
  [/^oa/, ['o']],
  [/^a(?=[^aeiouy]e$)/, ['a', 'e']],
  [/^i(?=[^aeiouy]e$)/, ['i', 'ai']],
  [/^e$/, ['e', '']],
  [/^y/, ['i']],
  [/^h$/, ['']],
];

/** The same at the beginning of a word. */
const FIRST: readonly [RegExp, readonly string[]][] = [
  [/^u(?=[aeio])/, ['w']],
  [/^i(?=[aou])/, ['j', 'i']],
  [/^e(?![aeiuy])/, ['e', 'i']],
];

/** How many ways to say one word are tried. */
const MOST_WAYS = 24;

/** What a word may sound like, each way as a string of sounds, and whether its script tells "l" from "r". */
export type Sounds = { script: WritingSystem; ways: readonly string[] };

/** Works out what words sound like that are said one after another, in any script. */
export const findSounds = (words: readonly string[]): Sounds => {
  const script = findScript(words.join(''));
  const letters = toLatin(words.join(' ')).split(' ');
  // A script that writes sounds rather than spellings has one way to read each letter.
  const read =
    script === 'kana' ? loosen(letters.join('')) : joinWays(letters.map((word) => spellIn(script, word))).map(undouble);
  return { script, ways: [...new Set(read)] };
};

/** The ways to say a word that was written in a script. Korean has a vowel that stands where a name from elsewhere has none. */
const spellIn = (script: WritingSystem, word: string): readonly string[] =>
  script === 'hangul' && word.includes('eu') ? [...spell(word), ...spell(word.replaceAll('eu', ''))] : spell(word);

/** The ways to say words of which each can be said in several ways. */
const joinWays = (words: readonly (readonly string[])[]): readonly string[] =>
  words.reduce<readonly string[]>((before, after) => cross(before, after), ['']);

const cross = (before: readonly string[], after: readonly string[]): string[] =>
  before.flatMap((start) => after.map((end) => start + end)).slice(0, MOST_WAYS);

/** The ways to say a word of the letters a to z. */
const spell = (word: string): readonly string[] => {
  let ways: readonly string[] = [''];
  for (let at = 0; at < word.length; ) {
    const rest = word.slice(at);
    const [pattern, sounds] = (at === 0 ? [...FIRST, ...SPELLINGS] : SPELLINGS).find(([each]) => each.test(rest)) ?? [];
    ways = cross(ways, sounds ?? [rest.slice(0, 1)]);
    at += pattern?.exec(rest)?.[0].length || 1;
  }
  return ways;
};

/** Japanese puts vowels after consonants that have none in the name: both ways are tried. */
const loosen = (letters: string): string[] => {
  const sounds = letters
    .replace(/sh/g, 'S')
    .replace(/ch/g, 'C')
    .replace(/ts/g, 't')
    .replace(/j/g, 'J')
    .replace(/ei/g, 'e');
  return [sounds, sounds.replace(/([^aeiou])u(?![aeiou])/g, '$1').replace(/([td])o(?![aeiou])/g, '$1')];
};

const undouble = (sounds: string): string => sounds.replace(/(.)\1+/g, '$1');
