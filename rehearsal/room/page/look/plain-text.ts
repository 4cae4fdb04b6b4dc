import { formatTimestamp, toDateScene } from './dates.ts';
import { findMention } from './look-scene.ts';
import type { MarkdownNode } from './markdown-node.ts';
import { parseMarkdown } from './markdown-tree.ts';
import type { MarkdownContext } from './markdown-view.ts';

/** Words without the signs of Markdown, as they are said aloud or quoted in one line. What a spoiler hides stays hidden. */
export const toPlainText = (text: string, context: MarkdownContext): string =>
  sayAll(parseMarkdown(text), context).replaceAll(/\s+/g, ' ').trim();

const sayAll = (nodes: readonly MarkdownNode[], context: MarkdownContext): string =>
  nodes.map((node) => sayOne(node, context)).join('');

const sayOne = (node: MarkdownNode, context: MarkdownContext): string => {
  const { scene } = context;
  switch (node.is) {
    case 'text':
    case 'code':
      return node.text;
    case 'block':
      return ` ${node.text} `;
    case 'list':
      return ` ${node.items.map((item) => sayAll(item, context)).join(', ')} `;
    case 'spoiler':
      return scene.words['spoiler.hidden'];
    case 'emoji':
      return node.name;
    case 'time':
      return formatTimestamp(node.seconds * 1_000, node.style, toDateScene(scene));
    case 'mention':
      return sayMention(node, context);
    default:
      return `${sayAll(node.of, context)}${node.is === 'heading' ? ' ' : ''}`;
  }
};

const sayMention = (
  { kind, id, name }: Extract<MarkdownNode, { is: 'mention' }>,
  { scene, message }: MarkdownContext,
) => {
  const role = scene.roles.find((one) => one.id === id);
  const channel = scene.channels.find((one) => one.id === id);
  if (kind === 'user') return `@${findMention(scene, id, message).name}`;
  if (kind === 'role') return `@${role?.name ?? scene.words['mention.unknown-role']}`;
  if (kind === 'channel') return `#${channel?.name ?? scene.words['mention.unknown-channel']}`;
  return kind === 'command' ? `/${name}` : `@${id}`;
};
