import type { EverydayWords } from './everyday-words.ts';
import { SMALL_WORDS } from './small-words.ts';

/** Languages that alone have their script, or that a script is mostly used for. */
const BY_SCRIPT: readonly [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Arabic}/u, 'ar'],
];

const CYRILLIC = /\p{Script=Cyrillic}/u;
const IN_CYRILLIC: readonly string[] = ['ru', 'uk'];
const ELSEWHERE: ReadonlySet<string> = new Set([...BY_SCRIPT.map(([, language]) => language), ...IN_CYRILLIC]);

/**
 * The language that something is said in, as a BCP-47 tag without a region; nothing if its words are in none that's known.
 * Of languages that share a script, it's the one that has most of the words; of two alike, the one that's expected.
 */
export const identifyLanguage = (
  words: readonly string[],
  everyday: EverydayWords,
  expected: readonly string[],
): string | undefined => {
  const text = words.join(' ');
  const [, only] = BY_SCRIPT.find(([letters]) => letters.test(text)) ?? [];
  if (only !== undefined) return only;
  const all = CYRILLIC.test(text) ? IN_CYRILLIC : everyday.languages.filter((language) => !ELSEWHERE.has(language));
  const first = expected.map((tag) => tag.split('-')[0] ?? '').filter((language) => all.includes(language));
  const candidates = [...new Set([...first, ...all])];
  const telling = keepBest(candidates, (language) =>
    words.reduce((sum, word) => sum + everyday.weigh(word, language) + (isSmall(word, language) ? 1 : 0), 0),
  );
  const [best] = keepBest(telling, (language) => words.filter((word) => everyday.has(word, language)).length);
  const isKnown = best && words.some((word) => everyday.has(word, best) || isSmall(word, best));
  return isKnown ? best : first[0];
};

/** Those that weigh most, in their order. */
const keepBest = (languages: readonly string[], weigh: (language: string) => number): string[] => {
  const weights = languages.map(weigh);
  const most = Math.max(...weights);
  return languages.filter((_, index) => weights[index] === most);
};

const isSmall = (word: string, language: string): boolean =>
  Object.values(SMALL_WORDS.get(language) ?? {}).some((list) => list.has(word));
