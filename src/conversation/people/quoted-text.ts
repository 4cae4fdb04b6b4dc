import { stripVTControlCharacters } from 'node:util';
import { LINES } from './name-marks.ts';
import { toBareLine } from './person.ts';

/**
 * Characters that foreign text loses: controls except the tab, characters that change the direction of what follows,
 * blanks without width, tag characters, and the variation selectors that can carry a hidden message. Joiners stay,
 * because emoji and some scripts need them.
 */
const REMOVED =
  /(?![\s\u0085])\p{Cc}|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** A longer title doesn't identify a file any better, in characters. */
const MOST_TITLE = 60;

/** The longest ending of a file's name that a shortened title keeps, in characters with its dot. */
const MOST_EXTENSION = 10;

/** Text that somebody else wrote, without colour codes and without characters that nobody sees. */
export const sanitizeText = (text: string): string =>
  stripVTControlCharacters(text.toWellFormed()).replace(REMOVED, '');

/**
 * Foreign text as the model may read it: behind `> `, line by line. No line of it is without that sign, so nothing in it
 * can leave the quote, name a speaker or pass for a line of ours.
 */
export const quoteLines = (text: string): string =>
  sanitizeText(text)
    .split(LINES)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** The beginning of a text of at most `most` characters (code points), and whether that's all of it. */
export const shortenText = (text: string, most: number): { text: string; isCut: boolean } => {
  // No character takes more than two units, so nothing is spread that is much too long.
  const characters = [...text.slice(0, 2 * most + 2)];
  if (characters.length <= most) return { text, isCut: false };
  return { text: characters.slice(0, most).join('').trimEnd(), isCut: true };
};

/**
 * The name of a file, as the model may read it in a line of ours: one line without brackets, quotes, colons and
 * invisible characters, and at most `most` characters long. A name that's too long keeps its ending.
 */
export const sanitizeTitle = (name: string, most = MOST_TITLE): string => {
  const title = [...toBareLine(name, '_')];
  if (title.length === 0) return 'unnamed';
  if (title.length <= most) return title.join('');
  const dot = title.lastIndexOf('.');
  const end = dot > 0 && title.length - dot <= MOST_EXTENSION ? title.slice(dot) : [];
  return `${title
    .slice(0, most - 1 - end.length)
    .join('')
    .trim()}…${end.join('')}`;
};
