/** What may follow the end of a sentence without changing anything: spaces, closing quotes, formatting, pictures. */
const CLOSING =
  /[\s\p{Pe}\p{Pf}\p{Pi}\p{M}\p{Cf}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}"'*_~>]+$/u;

/**
 * What ends a sentence in any script, or stands for its rest; or what ends a formula, a table row, or code. Greek
 * questions end with a semicolon.
 */
const END = /(?:[\p{Sentence_Terminal}\u0f0d…‥⋯`|$]|\p{Script=Greek};)$/u;

/** Scripts without marks between sentences. */
const MARKLESS = /[\p{Script=Thai}\p{Script=Lao}]$/u;

/** The start of a line that needs no mark at its end: a list item, a heading, a quotation, a signature. */
const LINE = /^\s*(?:[-*+•‣–—>#]|\(?(?:\d{1,3}|\p{L})[.)]\s)/u;

/** The end of a line that is an address or part of a program, which has no mark after it either. */
const ADDRESS = /(?:^|\s)\S*[\w)\]][./@_=+#:-]+\w\S*$/;

/** A text without spaces that is shorter than this, in characters, may be a whole answer: a number, a name. */
const SHORT = 10;

/** So may a text of at most this many words without a mark between them. */
const FEW = 3;

/**
 * Whether a text breaks off in mid sentence, judging by its end: it ends in a word, in something that must be followed
 * by one, such as a comma, or within code. Models write and transcribe with punctuation, so a missing mark is a sign.
 * It isn't one in scripts without such marks, in a list, a heading, an address, or an answer of a few words.
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
