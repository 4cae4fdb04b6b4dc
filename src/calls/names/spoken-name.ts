import { memoize } from '../../base/memo.ts';
import { findSounds, type Sounds } from './spelled-sounds.ts';

/** A name as people say it: its words in small letters, the same without blanks and accents, and what it sounds like. */
export type SpokenName = { words: readonly string[]; plain: string; sounds: Sounds };

/** Words that names of bots have and that people leave out. */
const KINDS: ReadonlySet<string> = new Set(
  'bot bots ai ki ia assistant assistent app official dev beta gpt'.split(' '),
);

/** A text without what is written in different ways: capitals, accents, wide letters. */
export const toBareLetters = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * How people say a name that they read: in full, and without what only tells that it's a bot. Signs and numbers aren't
 * said, and `parleyBot` and `parley_bot` are two words. Nothing, if none of it can be said.
 */
export const listSpokenNames = (names: readonly string[]): SpokenName[] => {
  const said = names.flatMap((name) => {
    const words = listWords(name);
    const own = words.filter((word) => !KINDS.has(word));
    return own.length > 0 && own.length < words.length ? [words, own] : [words];
  });
  return [...new Set(said.map((words) => words.join(' ')))].filter(Boolean).map(toSpokenName);
};

const listWords = (name: string): string[] =>
  name
    .normalize('NFKC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}ー]+/u)
    .filter(Boolean);

/** From its words with blanks between them. It takes half a millisecond to work out, and the same people are there all evening. */
const toSpokenName = memoize((name: string): SpokenName => {
  const words = name.split(' ');
  return { words, plain: toBareLetters(words.join('')), sounds: findSounds(words) };
});
