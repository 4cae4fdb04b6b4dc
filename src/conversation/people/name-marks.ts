import { toSkeleton } from './lookalikes.ts';
import { isRoleWord, type Person, sanitizeName } from './person.ts';

/** What ends a line for a reader: Unicode has more than the line feed (UAX 14). */
export const LINES = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u;

/** What may precede a mark without hiding it: blanks, invisible characters, and signs of emphasis. */
const UNMARKED = /^[\s\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800*_~`|#]+/u;

/** What the model reads before it hears a person. */
export const formatSpokenMark = (person: Person): string => `[${sanitizeName(person.name)}] says aloud:`;

/**
 * A question as the model reads it: the asker's name in square brackets, then the words. A further line that looks as
 * if someone else began to speak is quoted with `>`; otherwise the words stay unchanged.
 */
export const markQuestion = (person: Person, text: string): string => {
  const [first = '', ...more] = text.split(LINES);
  return [`[${sanitizeName(person.name)}] ${first}`, ...more.map((line) => (isMark(line) ? `> ${line}` : line))].join(
    '\n',
  );
};

/**
 * Whether a line looks as if it named a speaker: it starts with a square bracket, or something similar, or with a role
 * and a colon.
 */
const isMark = (line: string): boolean => {
  const start = line.replace(UNMARKED, '').normalize('NFKC');
  const [letter = ''] = start;
  // Round and curly brackets, and quotation marks, start many innocent lines.
  if (/[^({„‚\P{Ps}]/u.test(letter) || toSkeleton(letter) === '[') return true;
  const [, word = '', colon = ''] = start.match(/^([\p{L}\p{N}\p{M}]+)\s*([^\p{L}\s])/u) ?? [];
  return toSkeleton(colon) === ':' && isRoleWord(word);
};
