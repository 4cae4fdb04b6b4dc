import { readBlock } from './markdown-blocks.ts';
import type { MarkdownNode } from './markdown-node.ts';
import { INLINE_RULES } from './markdown-rules.ts';

/** Signs within signs are read to this depth; what is deeper stays as it was typed. */
const DEEPEST = 12;

/** What no rule begins with, as far as it goes. */
const PLAIN = /[^\\`*_~|<@[\nhH]+/y;

/** Where the reading stands: how deep, and whether a quote is around it. */
type Depth = { depth: number; isQuoted: boolean };

/** Reads Discord's Markdown, of which only what stands at the beginning of a line makes headings, quotes and lists. */
export const parseMarkdown = (text: string): MarkdownNode[] => readAll(text, { depth: 0, isQuoted: false });

const readAll = (text: string, { depth, isQuoted }: Depth): MarkdownNode[] => {
  if (depth >= DEEPEST) return [{ is: 'text', text }];
  const nodes: MarkdownNode[] = [];
  const read = (inner: string) => readAll(inner, { depth: depth + 1, isQuoted });
  const quote = (inner: string) => readAll(inner, { depth: depth + 1, isQuoted: true });
  let at = 0;
  while (at < text.length) {
    const isLineStart = at === 0 || text[at - 1] === '\n';
    const block =
      isLineStart && BEGINS_BLOCK.test(text.slice(at, at + 80)) && readBlock(text.slice(at), quote, isQuoted);
    if (block) {
      nodes.push(...block.nodes);
      at += block.length;
      continue;
    }
    const found = readInline(text, at, read);
    if (found) nodes.push(found.node);
    const length = found?.length ?? plainLength(text, at);
    if (!found) addText(nodes, text.slice(at, at + length));
    at += length;
    // A line's end after a block of code is the block's own.
    if (found?.node.is === 'block' && text[at] === '\n') at += 1;
  }
  return nodes;
};

const BEGINS_BLOCK = /^(?:#{1,3} |-# |>>> |> | *(?:[-*]|\d{1,9}\.) )/;

const readInline = (text: string, at: number, read: (inner: string) => MarkdownNode[]) => {
  for (const rule of INLINE_RULES) {
    rule.at.lastIndex = at;
    const found = rule.at.exec(text);
    // What a rule makes may read words within, which moves every `lastIndex`; each is set before it's used.
    const node = found && rule.make(found, read);
    if (node) return { node, length: found[0].length };
  }
  return undefined;
};

const plainLength = (text: string, at: number): number => {
  PLAIN.lastIndex = at;
  return PLAIN.exec(text)?.[0].length ?? 1;
};

const addText = (nodes: MarkdownNode[], text: string): void => {
  const last = nodes.at(-1);
  if (last?.is === 'text') last.text += text;
  else nodes.push({ is: 'text', text });
};

/** What takes whole lines. */
const BLOCKS: readonly MarkdownNode['is'][] = ['heading', 'list', 'block', 'quote', 'subtext'];

/** Whether a text ends within a line, so that something can stand behind it there. */
export const endsInLine = (text: string): boolean => {
  const last = parseMarkdown(text).at(-1);
  return last !== undefined && !BLOCKS.includes(last.is);
};
