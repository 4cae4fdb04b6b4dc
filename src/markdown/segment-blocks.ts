import { type Block, encloseCode, pairFences } from './block.ts';
import { PREFIX, RULE, renderDisplay, renderHeading, renderNodes } from './blocks.ts';
import { escapeText, renderText } from './inline.ts';
import { parseBlocks, parseText } from './parse.ts';
import { LONG, type Segment, type SegmentKind } from './segments.ts';
import { renderTable } from './table-blocks.ts';
import { readFormula } from './tex-text.ts';

/** How far a source has been rendered, and what the next segment has to know of those before it. */
export type Progress = {
  at: number;
  /** What comes next begins a line. */
  isLine?: boolean;
  /** The first two lines of a table that goes on. */
  table?: string | undefined;
  /** The number of the last item of a list that may go on. */
  item?: number | undefined;
};

type RenderedSegment = { blocks: Block[]; progress: Progress };

/** A segment with what's before it. What isn't running text begins a line, so it needs `gap` to have a line break. */
type Part = { source: string; segment: Segment; text: string; gap: string; before: Progress };

/** Running text without any of this is shown as it is; it needs no tree. */
const MARKUP = /__|\[|\$(?=\S)|<br|&#?\w+;|\\[([\n]/i;

/** Quotes and lists in each other are read so deep. */
const DEEP = /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){20}/m;

/** With more signs in one segment, what they mean together is no longer worth the time. */
const MOST_SIGNS = 500;

/** Whether a tree of this would take too long, and nobody could read what it says. */
const isTangle = (text: string): boolean => DEEP.test(text) || (text.match(/[[\]`$<&_*\\]/g)?.length ?? 0) > MOST_SIGNS;

/** The blocks of one segment, and where the next begins. */
export const renderSegment = (source: string, segment: Segment, before: Progress): RenderedSegment => {
  const { kind, from, to } = segment;
  const between = source.slice(before.at, from);
  const isSame = between.includes('\n') || before.at === 0;
  // Behind a code block that ends in the middle of a line, the space that follows begins a line.
  const text = before.isLine && !isSame ? source.slice(from, to).trimStart() : source.slice(from, to);
  const gap = before.at === 0 ? '' : isSame || (kind === 'text' && !before.isLine) ? between : '\n';
  const { blocks, progress } = RENDERINGS[kind]({ source, segment, text, gap, before });
  return { blocks: blocks.map((one) => (one.is === 'code' ? one : { ...one, text: pairFences(one.text) })), progress };
};

const endWith = ({ segment: { kind, to } }: Part, blocks: Block[], item?: number): RenderedSegment => ({
  blocks,
  progress: { at: to, isLine: kind !== 'text', item },
});

/** The number of the item to which an indented block belongs. */
const itemOf = ({ text, before }: Part): number | undefined => (/^ {2,}/.test(text) ? before.item : undefined);

const renderDisplayed = (text: string, gap: string): Block => {
  const [, tex = '', end = ''] = /^\s*(?:\$\$|\\\[)([\s\S]*)(?:\$\$|\\\])([.,;]?)\s*$/.exec(text) ?? [];
  const formula = readFormula(tex);
  return formula === undefined
    ? { is: 'fixed', gap, text: encloseCode(tex.trim(), 'tex') }
    : renderDisplay(formula + end, gap);
};

const renderHeadingLine = (line: string, gap: string): Block[] => {
  const [, signs = '', words = ''] = /^\s*(#{1,6})[ \t]*([\s\S]*?)(?:[ \t]+#+)?[ \t]*$/.exec(line) ?? [];
  const text = (MARKUP.test(words) && !isTangle(words) ? renderParagraph(words) : words)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  return text === '' ? [] : [renderHeading(signs.length, text, gap)];
};

/** Running text: what Discord knows stays as it is. */
const renderParagraph = (source: string): string => {
  const place = { source, prefix: /^(?!)/ };
  let at = 0;
  let text = '';
  for (const node of parseText(source).children) {
    text += source.slice(at, node.position?.start.offset);
    text +=
      node.type === 'paragraph'
        ? renderText(node.children, place)
        : source.slice(node.position?.start.offset, node.position?.end.offset);
    at = node.position?.end.offset ?? at;
  }
  return text + source.slice(at);
};

const renderContainer = (part: Part): RenderedSegment => {
  const { text, before, gap } = part;
  if (isTangle(text)) return endWith(part, [{ is: 'text', gap, text }]);
  const source = text.replace(/^([ \t]*)•/, '$1-');
  const { children } = parseBlocks(source);
  const [list] = children;
  const indent = ' '.repeat(Math.floor(Math.max(0, source.search(/\S/)) / 2) * 2);
  const number = list?.type === 'list' && list.ordered ? numberItem(list.start ?? 1, before.item) : undefined;
  const blocks = renderNodes(children, { source, prefix: PREFIX, indent, first: number }, gap);
  return endWith(part, blocks, number ?? itemOf(part));
};

/** The number of an item. Many models number all of them with 1. */
const numberItem = (number: number, before: number | undefined): number =>
  number === 1 && before !== undefined ? before + 1 : number;

/** A table, or a part of one that's too long for a single message and therefore becomes a list. */
const renderTablePart = ({ source, segment: { from, to, settled }, before, gap }: Part): RenderedSegment => {
  const rows = source.slice(from, to);
  const text = before.table === undefined ? rows : `${before.table}\n${rows}`;
  const head = before.table ?? text.split('\n').slice(0, 2).join('\n');
  const goesOn = settled && to - from > LONG && /^\n(?=[^\n]*\|)/.test(source.slice(to, to + 2_000));
  const progress = { at: to, isLine: true, table: goesOn ? head : undefined };
  const [table] = parseBlocks(text).children;
  if (table?.type !== 'table') return { blocks: [{ is: 'text', gap, text: escapeText(text) }], progress };
  const long = goesOn || before.table !== undefined;
  return { blocks: renderTable(table, { source: text, prefix: /^(?!)/ }, { gap, long }), progress };
};

const RENDERINGS: Record<SegmentKind, (part: Part) => RenderedSegment> = {
  text: (part) => {
    const text = MARKUP.test(part.text) && !isTangle(part.text) ? renderParagraph(part.text) : part.text;
    return endWith(part, [{ is: 'text', gap: part.gap, text }], itemOf(part));
  },
  code: (part) => {
    const { language = '', text = '' } = part.segment.code ?? {};
    return endWith(part, [{ is: 'code', gap: part.gap, language, text }], itemOf(part));
  },
  math: (part) => endWith(part, [renderDisplayed(part.text, part.gap)], itemOf(part)),
  rule: (part) => endWith(part, [{ is: 'fixed', gap: part.gap, text: RULE }]),
  heading: (part) => endWith(part, renderHeadingLine(part.text, part.gap)),
  table: renderTablePart,
  list: renderContainer,
  quote: renderContainer,
};
