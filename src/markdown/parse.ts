import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { makeMathNodes, makeMathSyntax } from './math-syntax.ts';

/** The tree of a text. */
export type Tree = ReturnType<typeof fromMarkdown>;

/** A node of the tree. */
export type TreeNode = Tree['children'][number];

/**
 * What Discord doesn't know, or reads in another way. Without references, nothing at the end of a text can change its beginning; `<@1>` is no
 * HTML; and a line of hyphens is a rule.
 */
const FOREIGN = ['definition', 'setextUnderline', 'codeIndented', 'htmlFlow', 'htmlText'];

/** Everything that makes blocks. */
const BLOCKS = ['blockQuote', 'list', 'headingAtx', 'thematicBreak', 'codeFenced', 'table'];

/** Reads a text with all its blocks. */
export const parseBlocks = (source: string): Tree => parse(source, FOREIGN);

/** Reads running text. */
export const parseText = (source: string): Tree => parse(source, [...FOREIGN, ...BLOCKS]);

const parse = (source: string, disabled: string[]): Tree =>
  fromMarkdown(source, {
    extensions: [gfmTable(), makeMathSyntax(), { disable: { null: disabled } }],
    mdastExtensions: [gfmTableFromMarkdown(), makeMathNodes()],
  });
