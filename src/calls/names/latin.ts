import anyAscii from 'any-ascii';

/** A kana and the small vowel after it, which are one syllable (ジェ is "je"). */
const SYLLABLE = /([\u3041-\u3096\u30a1-\u30fa])([ぁぃぅぇぉゃゅょァィゥェォャュョ])/gu;

/** Small kana as large ones, whose vowels are the same. */
const LARGE = new Map(
  [...'ぁぃぅぇぉゃゅょァィゥェォャュョ'].map((small, index) => [small, 'aiueoauoaiueoauo'[index] ?? '']),
);

/** Kana without a vowel of their own: the small tsu, which doubles what follows, and the mark of a long vowel. */
const SILENT = /[っッー]/gu;

/** A kana with the mark of a long vowel. */
const LONG = /([\u3041-\u3096\u30a1-\u30fa])ー/gu;

/**
 * Writes any script with the letters a to z, in small letters without accents. Words stay apart. Kana are put together to
 * syllables before, because `any-ascii` goes letter by letter.
 */
export const toLatin = (text: string): string =>
  anyAscii(text.normalize('NFC').replace(LONG, joinLong).replace(SILENT, '').replace(SYLLABLE, joinSyllable))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** A long "a" is how Japanese writes "ar" in names from elsewhere. */
const joinLong = (_: string, kana: string): string => (anyAscii(kana).endsWith('a') ? `${kana}r` : kana);

const joinSyllable = (_: string, kana: string, small: string): string => {
  const consonant = anyAscii(kana).slice(0, -1);
  const vowel = LARGE.get(small) ?? '';
  const isY = /[ゃゅょャュョ]/u.test(small);
  if (consonant === '') return /[ウう]/u.test(kana) ? `w${vowel}` : anyAscii(kana) + vowel;
  return isY && !/^(?:sh|ch|j)$/.test(consonant) ? `${consonant}y${vowel}` : consonant + vowel;
};

/** How a script writes sounds, as far as that matters for a comparison. */
export type WritingSystem = 'latin' | 'alphabet' | 'abjad' | 'kana' | 'hangul' | 'han';

const SCRIPTS: readonly [WritingSystem, RegExp][] = [
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['hangul', /\p{Script=Hangul}/u],
  ['han', /\p{Script=Han}/u],
  ['abjad', /[\p{Script=Arabic}\p{Script=Hebrew}]/u],
  ['latin', /\p{Script=Latin}/u],
];

/** The script of a word. Whatever else has letters for all its sounds counts as an alphabet. */
export const findScript = (word: string): WritingSystem =>
  SCRIPTS.find(([, letters]) => letters.test(word))?.[0] ?? 'alphabet';
