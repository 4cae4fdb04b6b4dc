import type { Nodes } from 'mdast';
import { findOpenFormula } from './math-syntax.ts';

/** Lines of nothing but signs may begin anything. */
const SIGNS_ONLY = /(?:^|\n)[ \t]*(?:[-*_=#>+•|:\x60~$\\ \t[\]]+|\d{1,9}[.)]?)$/;

/** The first line of a table, of which the second hasn't come; what's before its first bar may be only words. */
const TABLE_HEAD = /(?<=(?:^|\n)[^\n|]{0,500})\|[^\n]{0,500}(?:\n[\s|:-]*)?$/;

/** Nothing that's held back is longer, in characters. */
const LONGEST = 1_400;

/** What changes its look when it ends: a link, code, a tag, a character with a name. */
const OPEN = [
  /!?\[[^\]\n]{0,300}(?:\](?:\([^)\n]{0,1000})?)?$/,
  /(?<!\x60)\x60+(?:[^\x60\n]{1,300})?$/,
  /<[\w/@#!&:]{0,30}$/,
  /&#?\w{0,8}$/,
  /(?<!_)__?$/,
  /\\$/,
  /(?<![\p{L}\p{N}])!$/u,
];

/**
 * The part of a growing text that people can see already. Its end may be missing: a link, a formula or code that isn't
 * complete, or a line that may still become something else.
 */
export const holdBack = (source: string, parse: (source: string) => Nodes): string => {
  const text = source.replace(TABLE_HEAD, '').replace(SIGNS_ONLY, '');
  // A tree is only needed if something seems to be open, to see whether it's complete.
  if (findOpenEnd(text) === undefined) return text;
  const from = Math.max(0, text.length - LONGEST);
  const near = text.slice(from);
  const end = findOpenEnd(hideNodes(near, parse(near)));
  return end === undefined ? text : text.slice(0, from + end).replace(SIGNS_ONLY, '');
};

const findOpenEnd = (text: string): number | undefined => {
  const starts = [findOpenFormula(text), ...OPEN.map((pattern) => pattern.exec(text)?.index)];
  const found = starts.filter((at) => at !== undefined);
  return found.length === 0 ? undefined : Math.min(...found);
};

/** A text of the same length without what's complete, so that only beginnings without an end are found in it. */
const hideNodes = (text: string, node: Nodes): string => {
  if ('children' in node && node.type !== 'link') return node.children.reduce(hideNodes, text);
  if (node.type === 'text') return text;
  // A letter behind the second dollar would make them amounts.
  if (node.type === 'formula' && node.position?.end.offset === text.length) return text;
  const { start, end } = node.position ?? {};
  const from = start?.offset ?? 0;
  const to = end?.offset ?? from;
  return text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, 'x') + text.slice(to);
};
