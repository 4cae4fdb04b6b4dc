import { homedir } from 'node:os';
import { join, sep } from 'node:path';

/**
 * Reads a path that was typed, pasted, or dragged into the terminal. As in a shell, it may be quoted or have backslashes
 * before spaces, and `~` is the home folder.
 *
 * @throws an error that says what is wrong with the quotes.
 */
export const parsePath = (typed: string): string => {
  const text = unquote(typed.trim());
  return text === '~' || text.startsWith('~/') || text.startsWith(`~${sep}`) ? join(homedir(), text.slice(1)) : text;
};

/**
 * Reads paths with commas between them and words after them, as {@link parsePath} reads one alone. A path with spaces or
 * commas has to be quoted; a backslash before each space will do, too.
 *
 * @throws an error that says what is wrong with the quotes.
 */
export const splitPaths = (typed: string): [paths: string[], rest: string] => {
  const paths: string[] = [];
  for (let rest = typed; ; ) {
    const [all, whole = rest, comma] = PATH.exec(rest) ?? [rest];
    paths.push(parsePath(whole));
    rest = rest.slice(all.length).trim();
    if (!comma || !rest) return [paths, rest];
  }
};

/** A path, and the comma after it if more of them follow. */
const PATH = /^("[^"]*"(?=[\s,]|$)|'[^']*'(?=[\s,]|$)|(?:\\.|,(?!\s)|[^\s\\,])+)\s*(,(?=\s|$))?/;

const unquote = (text: string): string => {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return sep === '/' ? text.replace(/\\(.)/g, '$1') : text;
  const end = text.indexOf(quote, 1);
  if (end < 0) throw new Error(`The closing ${quote} is missing after ${text}.`);
  if (end < text.length - 1)
    throw new Error(`One file at a time, please. After ${text.slice(0, end + 1)} there is more.`);
  return text.slice(1, -1);
};
