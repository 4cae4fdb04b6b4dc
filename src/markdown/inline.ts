import type { PhrasingContent } from 'mdast';
import { readFormula } from './tex-text.ts';

/** Longer links stay as they are: a growing text can't wait that long to see whether one ends. */
const LONGEST_LINK = 1_300;

/** The line break of HTML, which models use in tables. */
const LINE_BREAK = /<br\s*\/?>/gi;

/** The characters that models write by name. */
const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['times', '×'],
  ['rarr', '→'],
  ['le', '≤'],
  ['ge', '≥'],
]);

const NAME = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi;

/** Where a text stands; `prefix` is what the lines after its first begin with there, e.g. the sign of a quote. */
export type TextPlace = { source: string; prefix: RegExp };

/** Text as Discord reads it, so that it shows what the nodes mean. What Discord knows stays as it is, byte for byte. */
export const renderText = (nodes: readonly PhrasingContent[], place: TextPlace): string =>
  nodes.reduce((before, node, at) => {
    const previous = nodes[at - 1];
    const isAlone = previous?.type === 'formula' && previous.display && before.endsWith('\n');
    return before + (isAlone ? renderNode(node, place).trimStart() : renderNode(node, place));
  }, '');

const renderNode = (node: PhrasingContent, place: TextPlace): string => {
  switch (node.type) {
    case 'text':
      return readNames(sliceNode(node, place)).replace(LINE_BREAK, '\n');
    case 'strong':
    case 'emphasis':
      return renderMarked(node, place);
    case 'link':
      return renderLink(node, place);
    case 'image':
      return /^https?:\/\//i.test(node.url)
        ? node.alt
          ? mask(escapeText(node.alt), node.url)
          : node.url
        : (node.alt ?? '');
    case 'formula':
      return renderFormula(node, place);
    case 'break':
      return '\n';
    default:
      return sliceNode(node, place);
  }
};

/** The source of a node, without what its lines begin with. */
const sliceNode = ({ position }: PhrasingContent, { source, prefix }: TextPlace): string => {
  const [first = '', ...others] = source.slice(position?.start.offset, position?.end.offset).split('\n');
  return [first, ...others.map((line) => line.replace(prefix, ''))].join('\n');
};

const renderMarked = (node: Extract<PhrasingContent, { type: 'strong' | 'emphasis' }>, place: TextPlace): string => {
  const sign = place.source[node.position?.start.offset ?? 0] ?? '*';
  // Two of them mean underlined at Discord, and bold everywhere else.
  const mark = node.type === 'strong' ? '**' : sign;
  return mark + renderText(node.children, place) + mark;
};

const renderLink = (node: Extract<PhrasingContent, { type: 'link' }>, place: TextPlace): string => {
  const source = sliceNode(node, place);
  if (!source.startsWith('[') || source.length > LONGEST_LINK) return source;
  const label = renderText(node.children, place).replace(/\s*\n\s*/g, ' ');
  const words = toPlain(node.children);
  if (!/^https?:\/\//i.test(node.url))
    return node.url === '' || node.url === words ? label : `${label} (${toAddress(node.url)})`;
  // Discord shows no link under a text that is an address itself, and such a text may lie.
  if (words.trim() === '' || isAddress(words)) return toAddress(node.url);
  return mask(label, node.url);
};

const mask = (label: string, url: string): string => `[${label}](${toAddress(url)})`;

const isAddress = (words: string): boolean =>
  /:\/\//.test(words) || /^\s*(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:\/\S*)?\s*$/i.test(words);

const toAddress = (url: string): string =>
  url.replace(/[\s()<>[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`);

const renderFormula = (node: Extract<PhrasingContent, { type: 'formula' }>, place: TextPlace): string => {
  const text = readFormula(node.value);
  if (text === undefined) return `\`${sliceNode(node, place).replace(/`/g, "'").replace(/\n/g, ' ')}\``;
  if (!node.display) return escapeText(text);
  const { source } = place;
  const before = /(?:^|\n)[^\S\n]*$/.test(source.slice(0, node.position?.start.offset)) ? '' : '\n';
  const after = /^[.,;]?[^\S\n]*(?:$|\n)/.test(source.slice(node.position?.end.offset)) ? '' : '\n';
  return before + escapeText(text) + after;
};

/** Plain words, so that Discord formats nothing. */
export const escapeText = (text: string): string =>
  text.replace(/[\\*_~`|]/g, '\\$&').replace(/^(?:[-+>#]|\d+[.)])(?=\s)/gm, '\\$&');

/** The characters that are written by name. One that Discord would read stays plain. */
const readNames = (text: string): string =>
  text.includes('&') ? text.replace(NAME, (whole, ...found) => readName(whole, found, '\\')) : text;

const readName = (whole: string, found: readonly string[], mark: string): string => {
  const [decimal, hex, name = ''] = found;
  const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
  const isSign = code !== undefined && code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  const sign = isSign ? String.fromCodePoint(code) : NAMED.get(name.toLowerCase());
  if (sign === undefined) return whole;
  return /[\\*_~`|<>#[\]()@:]/.test(sign) ? mark + sign : sign;
};

/** Nothing but the words, as they're shown in code. */
export const toPlain = (nodes: readonly PhrasingContent[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'text') return node.value.replace(LINE_BREAK, '\n');
      if (node.type === 'formula') return readFormula(node.value) ?? node.value;
      if (node.type === 'break') return '\n';
      if (node.type === 'image') return node.alt ?? '';
      if ('children' in node) return toPlain(node.children);
      return 'value' in node ? node.value : '';
    })
    .join('');

/** The links in a text, as Discord shows them. */
export const listLinks = (nodes: readonly PhrasingContent[], place: TextPlace): string[] =>
  nodes.flatMap((node) => {
    if (node.type === 'link' && /^https?:\/\//i.test(node.url)) return [renderLink(node, place)];
    if (node.type === 'image' && node.url) return [renderNode(node, place)];
    return 'children' in node ? listLinks(node.children, place) : [];
  });
