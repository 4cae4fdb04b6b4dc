/** What may follow the end of a sentence and says nothing about it: space, what closes a quotation, formatting, pictures. */
const CLOSING =
  /[\s\p{Pe}\p{Pf}\p{Pi}\p{M}\p{Cf}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}"'*_~>]+$/u;

/**
 * What ends a sentence, in any script, or stands for the rest of one; or ends a formula, a row of a table, or code. Greeks
 * ask with a semicolon.
 */
const END = /(?:[\p{Sentence_Terminal}\u0f0d…‥⋯`|$]|\p{Script=Greek};)$/u;

/** Scripts that write no mark between sentences. */
const MARKLESS = /[\p{Script=Thai}\p{Script=Lao}]$/u;

/** The beginning of a line that needs no mark at its end: of a list, a heading, a quotation, a signature. */
const LINE = /^\s*(?:[-*+•‣–—>#]|\(?(?:\d{1,3}|\p{L})[.)]\s)/u;

/** The end of a line that is an address, or a word of a program: it has no mark after it either. */
const ADDRESS = /(?:^|\s)\S*[\w)\]][./@_=+#:-]+\w\S*$/;

/** A text without spaces that is shorter, in characters, may be a whole answer: a number, a name. */
const SHORT = 10;

/** So may a text of this many words without a mark between them. */
const FEW = 3;

/**
 * Whether a text breaks off in the middle of a sentence, as far as its end shows: it ends in a word, or in what must be
 * followed by one, such as a comma, or within code. Models write and transcribe with marks, so a missing one is a sign. It
 * is none where a script has no such marks, nor in a list, a heading, an address, or in an answer of a few words.
 */
export const endsMidSentence = (text: string): boolean => {
  if ((text.match(/^ {0,3}```/gm)?.length ?? 0) % 2 === 1) return true;
  const end = text.replace(CLOSING, '').trimStart();
  if (end === '' || END.test(end) || MARKLESS.test(end)) return false;
  const line = end.slice(end.lastIndexOf('\n') + 1);
  if (LINE.test(line) || ADDRESS.test(line)) return false;
  if (!/[\p{L}\p{N}]$/u.test(end)) return true;
  const words = end.split(/\s+/).length;
  if (words > 1) return words > FEW || /\p{P}\s/u.test(end);
  return [...end].length > SHORT || /\p{Sentence_Terminal}\p{L}/u.test(end);
};
