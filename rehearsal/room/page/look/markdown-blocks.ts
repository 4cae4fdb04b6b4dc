import type { MarkdownNode } from './markdown-node.ts';
import type { ReadInner } from './markdown-rules.ts';

/** What was read at the beginning of a line, and how many characters it took. Neighbouring lists are read at once. */
type Block = { nodes: MarkdownNode[]; length: number };

const HEADING = /^(#{1,3}) +([^\n]+)(?:\n|$)/;
const SUBTEXT = /^-# +([^\n]+)(?:\n|$)/;
const LONG_QUOTE = /^>>> ([\s\S]+)/;
const QUOTE = /^(?:> [^\n]*(?:\n|$))+/;
const LIST = /^(?: *(?:[-*]|\d{1,9}\.) [^\n]+(?:\n|$)| {2,}\S[^\n]*(?:\n|$))+/;
const ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(.+)$/;

/** Discord draws no list deeper than this. */
const DEEPEST = 11;

/** A heading, quote, list or line of small print, if one begins the text; `isQuoted` because no quote holds another. */
export const readBlock = (text: string, read: ReadInner, isQuoted: boolean): Block | undefined => {
  const [heading, marks = '', title = ''] = HEADING.exec(text) ?? [];
  if (heading) return { length: heading.length, nodes: [{ is: 'heading', level: marks.length, of: read(title) }] };
  const [subtext, small = ''] = SUBTEXT.exec(text) ?? [];
  if (subtext) return { length: subtext.length, nodes: [{ is: 'subtext', of: read(small) }] };
  return (isQuoted ? undefined : readQuote(text, read)) ?? readList(text, read);
};

const readQuote = (text: string, read: ReadInner): Block | undefined => {
  const [rest, words = ''] = LONG_QUOTE.exec(text) ?? [];
  if (rest) return { length: rest.length, nodes: [{ is: 'quote', of: read(words) }] };
  const [lines] = QUOTE.exec(text) ?? [];
  if (lines === undefined) return undefined;
  const quoted = lines.replace(/\n$/, '').replaceAll(/^> /gm, '');
  return { length: lines.length, nodes: [{ is: 'quote', of: read(quoted) }] };
};

const readList = (text: string, read: ReadInner): Block | undefined => {
  if (!ITEM.test(text.split('\n', 1)[0] ?? '')) return undefined;
  const [lines = ''] = LIST.exec(text) ?? [];
  return { length: lines.length, nodes: toLists(lines.replace(/\n$/, '').split('\n'), read) };
};

/** Where a list of the other kind begins among lines of one indentation. */
const findOther = (lines: readonly string[]): number => {
  const [, indent = '', number] = ITEM.exec(lines[0] ?? '') ?? [];
  return lines.findIndex((line) => {
    const found = ITEM.exec(line);
    return found && (found[1] ?? '').length <= indent.length && (found[2] === undefined) !== (number === undefined);
  });
};

/** The lists that these lines are, each deeper line within the item above it. */
const toLists = (lines: readonly string[], read: ReadInner, depth = 1): MarkdownNode[] => {
  const other = findOther(lines);
  if (other > 0) return [toList(lines.slice(0, other), read, depth), ...toLists(lines.slice(other), read, depth)];
  return [toList(lines, read, depth)];
};

const toList = (lines: readonly string[], read: ReadInner, depth: number): MarkdownNode => {
  const [, indent = '', number] = ITEM.exec(lines[0] ?? '') ?? [];
  const items: string[][] = [];
  for (const line of lines) {
    const found = ITEM.exec(line);
    const isNext = found && (found[1] ?? '').length <= indent.length;
    if (isNext || items.length === 0) items.push([found?.[3] ?? line.trim()]);
    else items.at(-1)?.push(line);
  }
  const list = { is: 'list' as const, ordered: number !== undefined, start: Number(number ?? 1) };
  return { ...list, items: items.map((item) => toItem(item, read, depth)) };
};

const toItem = ([head = '', ...rest]: readonly string[], read: ReadInner, depth: number): MarkdownNode[] => {
  const inner = rest.findIndex((line) => ITEM.test(line));
  const more = inner < 0 ? rest : rest.slice(0, inner);
  const words = read([head, ...more.map((line) => line.trim())].join('\n'));
  if (inner < 0) return words;
  const deeper = rest.slice(inner);
  return [...words, ...(depth < DEEPEST ? toLists(deeper, read, depth + 1) : read(deeper.join('\n')))];
};
