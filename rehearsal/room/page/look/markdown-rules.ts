import { sanitizeLink } from './link-target.ts';
import type { MarkdownNode, MarkdownSpan, MentionKind } from './markdown-node.ts';

/** Reads words within words. */
export type ReadInner = (text: string) => MarkdownNode[];

/** One sign of Discord's Markdown: what it looks like at a place, and what becomes of it; nothing if it isn't that after all. */
type Rule = { at: RegExp; make(found: RegExpExecArray, read: ReadInner): MarkdownNode | undefined };

const span = (is: MarkdownSpan, at: RegExp): Rule => ({
  at,
  make: ([, text = ''], read) => ({ is, of: read(text) }),
});

const mention = (kind: MentionKind, at: RegExp): Rule => ({
  at,
  make: ([whole, id = '', name = whole]) => ({ is: 'mention', kind, id, name }),
});

const link = (address: string, title: string, of: MarkdownNode[]): MarkdownNode | undefined => {
  const href = sanitizeLink(address);
  return href === undefined ? undefined : { is: 'link', href, title, of };
};

const bare = (address: string) => link(address, '', [{ is: 'text', text: address }]);

/**
 * What is looked for at each place, the first that fits. The patterns of stars and lines are those of simple-markdown, which
 * Discord's apps are built on; each is linear or nearly so, and `test/rehearsal/look-markdown.test.ts` times the worst cases.
 */
export const INLINE_RULES: readonly Rule[] = [
  { at: /\\([^0-9A-Za-z\s])/y, make: ([, text = '']) => ({ is: 'text', text }) },
  {
    at: /```(?:([\w+.#-]+)\n)?\n*([^\n][\s\S]*?)\n*```/y,
    make: ([, language = '', text = '']) => ({ is: 'block', language, text }),
  },
  { at: /(`+)([\s\S]*?[^`])\1(?!`)/y, make: ([, , text = '']) => ({ is: 'code', text: trimCode(text) }) },
  { at: /<(https?:\/\/[^\s<>]+)>/iy, make: ([, address = '']) => bare(address) },
  mention('user', /<@!?(\d{1,20})>/y),
  mention('role', /<@&(\d{1,20})>/y),
  mention('channel', /<#(\d{1,20})>/y),
  mention('page', /<id:(customize|browse|guide|home|linked-roles)>/y),
  { at: /<\/([^:<>\n]{1,100}):(\d{1,20})>/y, make: ([, name = '', id = '']) => toCommand(name, id) },
  mention('everyone', /@(everyone|here)/y),
  {
    at: /<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y,
    make: ([, seconds = '', style = 'f']) => ({ is: 'time', seconds: Number(seconds), style }),
  },
  { at: /<a?:(\w{1,32}):(\d{1,20})>/y, make: ([, name = '', id = '']) => ({ is: 'emoji', name, id }) },
  {
    at: /\[((?:[^[\]\n]|\[[^[\]\n]*\])+)\]\(<?(https?:\/\/[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+"([^"\n]*)")?\)/iy,
    make: ([, words = '', address = '', title = ''], read) => link(address, title, read(words)),
  },
  { at: /https?:\/\/[^\s<]+[^<.,:;"'\])\s]/iy, make: ([address]) => bare(address) },
  { at: /\*\*\*(?=\S)([^*]+)\*\*\*(?!\*)/y, make: ([, text = ''], read) => both(read(text)) },
  span('bold', /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y),
  span('underline', /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y),
  span('italics', /_((?:__|\\[\s\S]|[^\\_])+?)_\b/y),
  span('italics', /\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y),
  span('strike', /~~([\s\S]+?)~~(?!~)/y),
  span('spoiler', /\|\|([\s\S]+?)\|\|/y),
];

const toCommand = (name: string, id: string): MarkdownNode => ({ is: 'mention', kind: 'command', id, name });

const both = (of: MarkdownNode[]): MarkdownNode => ({ is: 'bold', of: [{ is: 'italics', of }] });

/** One space beside a backtick only keeps them apart. */
const trimCode = (text: string): string => text.replace(/^ (?=`)|(?<=`) $/g, '');
