import { readLanguage } from './block.ts';
import { findFormulaEnd } from './formula-end.ts';
import { type Line, listLines, readLine } from './lines.ts';

/** What a part of a source is at first sight. */
export type SegmentKind = 'code' | 'math' | 'heading' | 'rule' | 'table' | 'list' | 'quote' | 'text';

/**
 * A part of a source that's rendered by itself, from one index to another. Once it's `settled`, nothing that follows can
 * change it. Code is read here: a tree isn't needed for it.
 */
export type Segment = {
  kind: SegmentKind;
  from: number;
  to: number;
  settled: boolean;
  /** From here on it isn't clear what it is. */
  open?: number;
  code?: { language: string; text: string };
};

/** A segment ends about here, in characters, even if its block goes on. So no edit has to read more than this. */
export const LONG = 4_000;

/** A quote ends about here. */
const LONG_QUOTE = 1_000;

/** A word is cut after as many characters. */
const LONGEST_WORD = 2_000;

/** The longest first line of a table, in characters. */
const LONGEST_HEAD = 500;

const FENCE = /^\s*(?:(`{3,})([^`]*)|(~{3,})(.*))$/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const QUOTE = /^ {0,3}>(?:[> \t]|$)/;
const ITEM = /^[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]+\S/;
/** What may begin a list in the middle of a paragraph. A number is more often the end of a sentence. */
const FIRST_ITEM = /^[ \t]*(?:[-*+•]|1[.)])[ \t]+\S/;
const FORMULA = /^\s*(?:\$\$|\\\[)/;
const DELIMITERS = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const FENCE_ROW = /`{3,}/g;
const MARKDOWN = /^(?:md|markdown)$/i;

/**
 * The first segment from an index on; nothing if only white space follows. With `isRow` a table goes on there. The end of
 * a whole source is an empty line.
 */
export const cutSegment = (source: string, at: number, isRow = false): Segment | undefined => {
  const from = skipBlankLines(source, at);
  const line = readLine(source, from);
  if (!line || line.text.trim() === '') return undefined;
  const kind = isRow ? 'table' : kindOf(source, line);
  return kind === 'open' ? { kind: 'text', from, to: source.length, settled: false } : CUTS[kind](source, line, kind);
};

/** Whether a line and the next are the beginning of a table, or may become one. */
const readTableHead = (source: string, { text, next }: Line): 'yes' | 'no' | 'open' => {
  if (!text.includes('|') || text.length > LONGEST_HEAD || text.includes('```')) return 'no';
  const second = readLine(source, next);
  if (!second?.isWhole) return /^[\s|:-]*$/.test(second?.text ?? '') ? 'open' : 'no';
  return second.text.includes('|') && DELIMITERS.test(second.text) ? 'yes' : 'no';
};

const skipBlankLines = (source: string, at: number): number => {
  const blank = /(?:[^\S\n]*\n)*/y;
  blank.lastIndex = at;
  blank.exec(source);
  return blank.lastIndex;
};

/** What begins with a line; `open` if that can't be known yet. */
const kindOf = (source: string, line: Line): SegmentKind | 'open' => {
  const { text } = line;
  if (FENCE.test(text)) return 'code';
  if (line.isWhole && RULE.test(text)) return 'rule';
  if (HEADING.test(text)) return 'heading';
  if (QUOTE.test(text)) return 'quote';
  if (ITEM.test(text)) return 'list';
  const table = readTableHead(source, line);
  if (table !== 'no') return table === 'yes' ? 'table' : 'open';
  const formula = FORMULA.test(text) ? findFormulaEnd(source, line) : 'none';
  if (formula !== 'none') return formula === 'open' ? 'open' : 'math';
  return 'text';
};

/** Whether a line begins something else in the middle of running text. */
const interrupts = (source: string, line: Line): 'yes' | 'no' | 'open' => {
  const kind = kindOf(source, line);
  // More backticks in the same line make it something else.
  if (kind === 'open' || (kind === 'code' && !line.isWhole)) return 'open';
  return kind === 'text' || (kind === 'list' && !FIRST_ITEM.test(line.text)) ? 'no' : 'yes';
};

type Cut = (source: string, line: Line, kind: SegmentKind) => Segment;

const cutLine: Cut = (_source, { from, to, isWhole }, kind) => ({ kind, from, to, settled: isWhole });

/** Cuts a block that ends before an empty line, and before a line with which something else begins. */
const cutUntil =
  (ends: (source: string, line: Line, first: Line) => 'yes' | 'no' | 'open'): Cut =>
  (source, first, kind) => {
    const { from } = first;
    let { to } = first;
    for (const line of listLines(source, first.next)) {
      const isBlank = line.text.trim() === '';
      const end =
        line.isWhole && to - from > LONG ? 'yes' : isBlank ? (line.isWhole ? 'yes' : 'no') : ends(source, line, first);
      if (end === 'open') return { kind, from, to: source.length, settled: false, open: to };
      if (end === 'yes') return shorten(source, { kind, from, to, settled: true });
      to = line.to;
    }
    return shorten(source, { kind, from, to, settled: false });
  };

/** Ends a long segment at the first white space behind the bound, so that a growing one ends in the same place. */
const shorten = (source: string, segment: Segment): Segment => {
  const { kind, from, to } = segment;
  // Whatever has lines ends between two of them, if it can.
  const bound = kind === 'text' ? LONG : LONG + LONGEST_WORD;
  if (kind === 'table' || to - from <= bound) return segment;
  const space = source.slice(from + bound, Math.min(to, from + bound + LONGEST_WORD)).search(/\s/);
  const end = from + bound + (space >= 0 ? space : LONGEST_WORD);
  if (end >= to) return segment;
  const isInside = /[\uD800-\uDBFF]/.test(source[end - 1] ?? '');
  return { ...segment, to: isInside ? end - 1 : end, settled: true };
};

/** Cuts running text, also before a code block that begins in the middle of a line, which Discord allows. */
const cutText: Cut = (source, first, kind) => {
  const segment = cutUntil(interrupts)(source, first, kind);
  let from = first.from;
  for (const line of source.slice(first.from, segment.open ?? segment.to).split('\n')) {
    const rows = [...line.matchAll(FENCE_ROW)];
    const open = rows.length % 2 === 1 ? rows.at(-1) : undefined;
    const isWhole = source[from + line.length] === '\n';
    if (open && isWhole && (open.index > 0 || from > first.from) && open.index + from > first.from)
      return { kind, from: first.from, to: from + open.index, settled: true };
    from += line.length + 1;
  }
  return segment;
};

const indentOf = ({ text }: Line): number => text.search(/\S|$/);

/** An item that contains nothing but code, of which the fence stands behind the item's sign. */
const CODE_ITEM = /^[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]+(?=(?:`{3,}|~{3,})[^`]*$)/;

/** Cuts one item with what is indented below it. Code, tables and formulas within become segments of their own. */
const cutList: Cut = (source, first, kind) => {
  const { from } = first;
  const sign = CODE_ITEM.exec(first.text)?.[0];
  if (sign !== undefined) return { kind, from, to: from + sign.length, settled: true };
  let { to } = first;
  let wasBlank = false;
  for (const line of listLines(source, first.next)) {
    if (line.text.trim() === '') {
      wasBlank ||= line.isWhole;
      continue;
    }
    const isNext = ITEM.test(line.text) && indentOf(line) <= indentOf(first) + 1;
    const end = ITEM.test(line.text) ? (isNext ? 'yes' : 'no') : interrupts(source, line);
    if (end === 'open') return { kind, from, to: source.length, settled: false, open: to };
    if (end === 'yes' || (wasBlank && indentOf(line) === 0) || (line.isWhole && to - from > LONG))
      return shorten(source, { kind, from, to, settled: true });
    to = line.to;
    wasBlank = false;
  }
  return shorten(source, { kind, from, to, settled: false });
};

const cutFormula: Cut = (source, line, kind) => {
  const to = findFormulaEnd(source, line);
  return { kind, from: line.from, to: typeof to === 'number' ? to : line.to, settled: true };
};

/** Cuts a code block. Discord also ends one in the middle of a line, and so do models that talk. */
const cutCode: Cut = (source, first, kind) => {
  const { from } = first;
  const [, backticks = '', info = '', tildes = '', other = ''] = FENCE.exec(first.text) ?? [];
  const fence = backticks || tildes;
  const isInLine = /\S/.test(source.slice(source.lastIndexOf('\n', from - 1) + 1, from));
  const isInfo = !isInLine || /^[\w+\-.#]*$/.test(info);
  const language = isInfo ? readLanguage(info || other) : '';
  const body: string[] = isInfo ? [] : [info];
  const close = (to: number, settled: boolean): Segment => {
    const code = { language, text: dedent(body, indentOf(first)) };
    return { kind, from, to, settled, code };
  };
  let nested = false;
  for (const line of listLines(source, first.next)) {
    const row = /^\s*([`~]{3,})\s*$/.exec(line.text)?.[1];
    const isFence = row?.startsWith(fence) && row[0] === row.at(-1);
    if (MARKDOWN.test(language) && !nested && /^\s*(?:`{3}\w|~{3}\w)/.test(line.text)) nested = true;
    else if (nested && row !== undefined) nested = false;
    else if (isFence && line.isWhole) return close(line.to, true);
    else if (isFence || (!line.isWhole && /^\s*[`~]+$/.test(line.text))) continue;
    else if (fence === '```' && !nested) {
      const end = /^(.*[^`'"\\\s]\s*)```(?=\s*$)|^(\s*)```(?=\s+\S)/.exec(line.text);
      if (end && line.isWhole && (end[1] ?? '').split('```').length % 2 === 1) {
        if (end[1]) body.push(end[1]);
        return close(line.from + end[0].length, true);
      }
    }
    body.push(line.text);
  }
  return close(source.length, false);
};

/** Lines without the indentation of their fence. */
const dedent = (lines: readonly string[], indent: number): string => {
  const some = new RegExp(`^[ \\t]{0,${indent}}`);
  return lines.map((line) => line.replace(some, '')).join('\n');
};

/** A row may have no bars at all, but what begins something else is none. */
const endsTable = (source: string, line: Line): 'yes' | 'no' => {
  const kind = kindOf(source, line);
  return kind === 'text' || kind === 'table' || kind === 'open' ? 'no' : 'yes';
};

/** A quote has many lines, and each is read with all before it; so a long one ends earlier than other blocks, but not in code. */
const endsQuote = (source: string, line: Line, first: Line): 'yes' | 'no' | 'open' => {
  if (!QUOTE.test(line.text)) return interrupts(source, line);
  const before = source.slice(first.from, line.from);
  if (!line.isWhole || before.length < LONG_QUOTE) return 'no';
  return (before.match(/^[> \t]*(?:`{3,}|~{3,})/gm)?.length ?? 0) % 2 === 0 ? 'yes' : 'no';
};

const CUTS: Record<SegmentKind, Cut> = {
  code: cutCode,
  math: cutFormula,
  heading: cutLine,
  rule: cutLine,
  table: cutUntil((source, line, first) => (line.from === first.next ? 'no' : endsTable(source, line))),
  list: cutList,
  quote: cutUntil(endsQuote),
  text: cutText,
};
