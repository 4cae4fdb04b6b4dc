import { memoize } from '../../base/memo.ts';
import { measureUnlikeness } from './likeness.ts';
import { findSounds } from './spelled-sounds.ts';
import { type SpokenName, toBareLetters } from './spoken-name.ts';
import type { HeardWord } from './words.ts';

/**
 * How a name is found: `exact` as it's spelled, `abroad` as it sounds in a script that it isn't spelled in, `alike` as it
 * sounds in its own, or `near` as something that sounds similar.
 */
export type NameMatch = 'exact' | 'abroad' | 'alike' | 'near';

/** Where something like a name stands among words: from the word `from` to before the word `to`. */
export type Occurrence = { from: number; to: number; match: NameMatch };

/**
 * What is looked for, and what isn't meant: the names of others who are there. They're asked for when something like a name
 * was said, because a stage has hundreds of listeners.
 */
export type NameQuest = { names: readonly SpokenName[]; others(): readonly SpokenName[] };

/** Where words have no blanks between them, a name may have been cut into so many. */
const MOST_PIECES = 4;

/** What Koreans add to the name of somebody whom they call, and titles that are written as a part of the name. */
const ENDING = /(?<=\p{Script=Hangul}{2,})(?:야|아|님|씨)$/u;

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+$/u;

/** Whether a word belongs to a language that writes no blanks between words. */
export const isUnspaced = (word: string): boolean => UNSPACED.test(word);

/** Makes a search for names, spelled or misspelled, in any script, in one word or cut into several. It remembers what it compared. */
export const makeNameSearch = ({ names, others }: NameQuest): ((words: readonly HeardWord[]) => Occurrence[]) => {
  const most = Math.max(0, ...names.map((name) => name.words.length)) + 1;
  const compare = memoize((said: string) => compareNames(said.split(' '), names, others) ?? 'none');
  return (words) =>
    words.flatMap((_, from) =>
      listPieces(words, from, most).flatMap((texts) => {
        const match = compare(texts.join(' '));
        return match !== 'none' ? [{ from, to: from + texts.length, match }] : [];
      }),
    );
};

/** The words from one on that may be one name: one, two, and so on, as long as there's no pause. */
const listPieces = (words: readonly HeardWord[], from: number, most: number): string[][] => {
  const limit = isUnspaced(words[from]?.text ?? '') ? Math.max(MOST_PIECES, most) : most;
  const near = words.slice(from, from + limit);
  const pause = near.findIndex(({ before }, index) => index > 0 && before !== 'none' && before !== 'link');
  const texts = near.slice(0, pause < 0 ? near.length : pause).map(({ text }) => text);
  return texts.map((_, index) => texts.slice(0, index + 1));
};

const compareNames = (
  texts: readonly string[],
  names: readonly SpokenName[],
  others: NameQuest['others'],
): NameMatch | undefined => {
  const said = [...texts.slice(0, -1), (texts.at(-1) ?? '').replace(ENDING, '')];
  const plain = toBareLetters(said.join(''));
  if (names.some((name) => name.plain === plain)) return 'exact';
  const sounds = findSounds(said);
  const apart = (all: readonly SpokenName[]) =>
    Math.min(...all.map((name) => measureUnlikeness(sounds, name.sounds) ?? Number.POSITIVE_INFINITY));
  const nearest = apart(names);
  if (nearest === Number.POSITIVE_INFINITY) return undefined;
  const there = others();
  if (there.some((other) => other.plain === plain) || nearest > apart(there)) return undefined;
  if (nearest > 0) return 'near';
  return names.some((name) => name.sounds.script === sounds.script) ? 'alike' : 'abroad';
};
