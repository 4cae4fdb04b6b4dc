import type { List, ListItem, Paragraph, RootContent } from 'mdast';
import { type Block, encloseCode, readLanguage } from './block.ts';
import { escapeText, renderText, type TextPlace } from './inline.ts';
import { renderTable } from './table-blocks.ts';

/** Where blocks stand: how far they're indented, and the number of a list's first item if it isn't the list's own. */
export type BlockPlace = TextPlace & { indent: string; first?: number | undefined };

/** What lines begin with in lists and quotes. */
export const PREFIX = /^[ \t]*(?:>[ \t]?)*[ \t]*/;

/** A rule, which Discord doesn't have. */
export const RULE = '─'.repeat(12);

/** The blocks of a tree, as Discord can show them. The first follows `gap`. */
export const renderNodes = (nodes: readonly RootContent[], place: BlockPlace, gap: string): Block[] => {
  const blocks: Block[] = [];
  let end: number | undefined;
  for (const node of nodes) {
    const from = node.position?.start.offset ?? 0;
    const between = end === undefined ? gap : gapOf(place.source.slice(end, from));
    blocks.push(...renderNode(node, place, between));
    end = node.position?.end.offset;
  }
  return blocks;
};

/** One line break or two, as many as there were. */
const gapOf = (between: string): string => (between.split('\n').length > 2 ? '\n\n' : '\n');

const renderNode = (node: RootContent, place: BlockPlace, gap: string): Block[] => {
  switch (node.type) {
    case 'paragraph':
      return [{ is: 'fixed', gap, text: indentLines(renderText(node.children, place), place.indent) }];
    case 'heading': {
      const text = renderText(node.children, place).trim();
      return text === '' ? [] : [renderHeading(node.depth, text, gap)];
    }
    case 'thematicBreak':
      return [{ is: 'fixed', gap, text: RULE }];
    case 'code':
      return [{ is: 'code', gap, language: readLanguage(node.lang ?? ''), text: node.value }];
    case 'table':
      return renderTable(node, place, { gap, long: false });
    case 'list':
      return renderList(node, place, gap);
    case 'blockquote':
      return renderQuote(node.children, place, gap);
    default:
      return [{ is: 'fixed', gap, text: place.source.slice(node.position?.start.offset, node.position?.end.offset) }];
  }
};

/** A heading; Discord has three sizes, so smaller ones are bold. */
export const renderHeading = (depth: number, text: string, gap: string): Block => {
  const shown = depth <= 3 ? `${'#'.repeat(depth)} ${text}` : `**${text.replaceAll('**', '')}**`;
  return { is: 'fixed', gap, text: shown, keepsNext: true };
};

const indentLines = (text: string, indent: string): string =>
  text
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : indent + line))
    .join('\n');

const renderList = (list: List, place: BlockPlace, gap: string): Block[] => {
  const first = place.first ?? list.start ?? 1;
  let end: number | undefined;
  return list.children.flatMap((item, at) => {
    const sign = list.ordered ? `${first + at}. ` : '- ';
    const from = item.position?.start.offset ?? 0;
    const between = end === undefined ? gap : gapOf(place.source.slice(end, from));
    end = item.position?.end.offset;
    return renderItem(item, sign, { ...place, first: undefined }, between);
  });
};

/** An item, and what it contains. Code, tables and quotes stand below it at the beginning of the line. */
const renderItem = ({ children }: ListItem, sign: string, place: BlockPlace, gap: string): Block[] => {
  const [head, ...others] = children;
  const indent = place.indent + ' '.repeat(sign.length);
  const text =
    head?.type === 'paragraph'
      ? renderItemText(head, place)
      : head?.type === 'heading'
        ? `**${renderText(head.children, place)}**`
        : '';
  const [first = '', ...lines] = text.split('\n');
  const rest = text === '' ? children : others;
  const inner = { ...place, indent };
  const below = renderNodes(
    rest,
    inner,
    text === '' ? '\n' : gapOf(place.source.slice(head?.position?.end.offset, rest[0]?.position?.start.offset)),
  );
  if (text === '' && below.length === 0 && sign === '- ') return [];
  if (text === '' && sign === '- ') return below.map((block, at) => (at === 0 ? { ...block, gap } : block));
  const item = [place.indent + sign + first, ...lines.map((line) => indentLines(line, indent))].join('\n').trimEnd();
  return [{ is: 'fixed', gap, text: item }, ...below];
};

/** The words of an item. A box that can be ticked is a character. */
const renderItemText = ({ children }: Paragraph, place: BlockPlace): string =>
  renderText(children, place).replace(/^\[([ xX])\](?=\s)/, (_, tick: string) => (tick === ' ' ? '☐' : '☑'));

/** The lines of a quote. Discord has no quotes within quotes, and code and tables stand outside. */
const renderQuote = (nodes: readonly RootContent[], place: BlockPlace, gap: string): Block[] => {
  const blocks = renderNodes(nodes, { ...place, indent: '' }, gap);
  return blocks.flatMap((block, at) => {
    const isQuoted = block.is === 'fixed' && !block.text.startsWith('```');
    if (!isQuoted) return [block];
    const wasQuoted = at > 0 && blocks[at - 1]?.is === 'fixed';
    const lines = block.text.split('\n').map((line) => (block.prefix ? line : `> ${line}`));
    const first = wasQuoted && block.gap === '\n\n' ? '\n> \n' : block.gap;
    return lines.map((text, line): Block => ({ is: 'fixed', gap: line === 0 ? first : '\n', text, prefix: '> ' }));
  });
};

/** A formula in lines of its own; with several lines it's code, so that they stay below each other. */
export const renderDisplay = (formula: string, gap: string): Block =>
  formula.includes('\n')
    ? { is: 'fixed', gap, text: encloseCode(formula) }
    : { is: 'fixed', gap, text: escapeText(formula) };
