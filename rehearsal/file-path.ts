import { homedir } from 'node:os';
import { join, sep } from 'node:path';

/**
 * The path that somebody typed, pasted, or dragged into the terminal: as in a shell it may stand in quotes or have
 * backslashes before its blanks, and `~` is their home.
 *
 * @throws an error that says what is wrong with the quotes.
 */
export const parsePath = (typed: string): string => {
  const text = unquote(typed.trim());
  return text === '~' || text.startsWith('~/') || text.startsWith(`~${sep}`) ? join(homedir(), text.slice(1)) : text;
};

const unquote = (text: string): string => {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return sep === '/' ? text.replace(/\\(.)/g, '$1') : text;
  const end = text.indexOf(quote, 1);
  if (end < 0) throw new Error(`The closing ${quote} is missing after ${text}.`);
  if (end < text.length - 1)
    throw new Error(`One file at a time, please. After ${text.slice(0, end + 1)} there is more.`);
  return text.slice(1, -1);
};
