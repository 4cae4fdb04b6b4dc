/**
 * What stands between two words, or after the last one: at most a blank, a hyphen that makes one word of them, a pause such
 * as a comma makes, or the end of a sentence, which may be a question.
 */
export type Gap = 'none' | 'link' | 'pause' | 'stop' | 'ask';

/** A word of a transcript in small letters, and what stands before it. */
export type HeardWord = { text: string; before: Gap };

/** The words of a transcript, and what stands after the last one. */
export type HeardWords = { words: readonly HeardWord[]; end: Gap };

const ASK = /[?？؟⁇]/u;
const STOP = /[.!…。।॥\n]/u;
const LINK = /^[-‐‑]$/u;
const PAUSE = /[,;:、，؛،—–"“”„«»()]|\s-+\s/u;

/** What is said as a word of its own: an apostrophe cuts off a part of a word, and a change of the script may. */
const PARTS = /[\p{Script=Katakana}ー]+|[^\p{Script=Katakana}ー'’]+/gu;

/** A word that Japanese took from elsewhere, or a piece of one: what isn't known is cut up. */
const KATAKANA = /^[\p{Script=Katakana}ー]+$/u;

/** Cuts into words, also where there are no blanks between them: it knows the words of Japanese, Chinese and Thai. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Takes a transcript apart. */
export const readUtterance = (transcript: string): HeardWords => {
  const words: { text: string; before: Gap }[] = [];
  let signs = '';
  for (const { segment, isWordLike } of segmenter.segment(transcript.normalize('NFKC').toLowerCase())) {
    if (!isWordLike) {
      signs += segment;
      continue;
    }
    for (const [text] of segment.matchAll(PARTS)) {
      const last = words.at(-1);
      if (signs === '' && last && KATAKANA.test(last.text) && KATAKANA.test(text)) last.text += text;
      else words.push({ text, before: readGap(signs) });
      signs = '';
    }
  }
  return { words, end: readGap(signs) };
};

const readGap = (signs: string): Gap => {
  if (LINK.test(signs)) return 'link';
  if (ASK.test(signs)) return 'ask';
  if (STOP.test(signs)) return 'stop';
  return PAUSE.test(signs) ? 'pause' : 'none';
};

/** Whether a sentence ends here. */
export const endsSentence = (gap: Gap): boolean => gap === 'stop' || gap === 'ask';

/** Where the last sentence of a transcript begins that something may still be added to, in characters. */
export const findOpenSentence = (transcript: string): number => {
  const ends = [...transcript.matchAll(/[?？؟⁇.!…。।॥\n]+(?=\s*[^\s?？؟⁇.!…。।॥])/gu)];
  const last = ends.at(-1);
  return last ? last.index + last[0].length : 0;
};
