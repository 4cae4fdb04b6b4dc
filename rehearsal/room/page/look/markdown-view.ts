import { html, type TemplateResult } from 'lit';
import { formatTimestamp, toDateScene } from './dates.ts';
import { sendLookEvent } from './look-event.ts';
import { findMention, type LookScene } from './look-scene.ts';
import './look-spoiler.ts';
import { toColor } from './link-target.ts';
import type { MarkdownNode, MarkdownSpan } from './markdown-node.ts';
import { parseMarkdown } from './markdown-tree.ts';
import type { MessagePayload } from './message-payload.ts';

/** What words are drawn with: what their ids mean, and the message that they stand in. */
export type MarkdownContext = { scene: LookScene; message?: Partial<MessagePayload> };

/** Emoji and nothing else, few enough to be drawn big. */
const ONLY_EMOJI = /^(?:(?:\p{RGI_Emoji}|<a?:\w{1,32}:\d{1,20}>)\s*){1,30}$/v;

/** Draws words with Discord's Markdown in them, as text nodes and elements of this file only; `after` stands behind them. */
export const drawMarkdown = (text: string, context: MarkdownContext, after: unknown = ''): TemplateResult => {
  const size = text.length < 1_000 && ONLY_EMOJI.test(text) ? 'markdown jumbo' : 'markdown';
  return html`<div class=${size} dir="auto">${drawNodes(parseMarkdown(text), context)}${after}</div>`;
};

/** Draws words where a line of its own makes no block: titles, names, and what is quoted in one line. */
export const drawInline = (text: string, context: MarkdownContext): unknown =>
  drawNodes(parseMarkdown(text.replaceAll(/\s+/g, ' ')), context);

const drawNodes = (nodes: readonly MarkdownNode[], context: MarkdownContext): unknown[] =>
  nodes.map((node) => drawNode(node, context));

const drawNode = (node: MarkdownNode, context: MarkdownContext): unknown => {
  switch (node.is) {
    case 'text':
      return node.text;
    case 'heading':
      return drawHeading(node.level, drawNodes(node.of, context));
    case 'list':
      return drawList(node, context);
    case 'code':
      return html`<code class="code">${node.text}</code>`;
    case 'block':
      return html`<pre class="block" tabindex="0" role="region" aria-label=${`${context.scene.words['code.name']}${node.language && `, ${node.language}`}`}><code
        >${node.text}</code></pre>`;
    case 'link':
      return html`<a href=${node.href} title=${node.title || node.href} target="_blank" rel="noopener noreferrer nofollow"
        >${drawNodes(node.of, context)}</a>`;
    case 'mention':
      return drawMention(node, context);
    case 'time':
      return drawTime(node, context);
    case 'emoji':
      return html`<span class="emoji" role="img" aria-label=${node.name}>:${node.name}:</span>`;
    default:
      return drawSpan(node.is, drawNodes(node.of, context), context);
  }
};

const drawSpan = (is: MarkdownSpan, of: unknown[], { scene }: MarkdownContext): TemplateResult => {
  switch (is) {
    case 'bold':
      return html`<strong>${of}</strong>`;
    case 'italics':
      return html`<em>${of}</em>`;
    case 'underline':
      return html`<u>${of}</u>`;
    case 'strike':
      return html`<s>${of}</s>`;
    case 'spoiler':
      return html`<look-spoiler .words=${scene.words}>${of}</look-spoiler>`;
    case 'quote':
      return html`<blockquote>${of}</blockquote>`;
    case 'subtext':
      return html`<div class="subtext">${of}</div>`;
  }
};

/** All of one level, below the page's own two, because people skip levels, and a page's outline must have no gaps. */
const drawHeading = (level: number, of: unknown[]): TemplateResult =>
  html`<div class="heading h${level}" role="heading" aria-level="3">${of}</div>`;

const drawList = (list: Extract<MarkdownNode, { is: 'list' }>, context: MarkdownContext): TemplateResult => {
  const items = list.items.map((item) => html`<li>${drawNodes(item, context)}</li>`);
  return list.ordered ? html`<ol start=${list.start}>${items}</ol>` : html`<ul>${items}</ul>`;
};

const drawTime = (node: Extract<MarkdownNode, { is: 'time' }>, { scene }: MarkdownContext): TemplateResult => {
  const [at, now] = [node.seconds * 1_000, toDateScene(scene)];
  const full = formatTimestamp(at, 'F', now);
  return html`<time class="stamp" title=${full}>${formatTimestamp(at, node.style, now)}</time>`;
};

const drawMention = (node: Extract<MarkdownNode, { is: 'mention' }>, context: MarkdownContext): TemplateResult => {
  const { scene, message } = context;
  const { kind, id } = node;
  if (kind === 'everyone') return html`<span class="mention">@${id}</span>`;
  if (kind === 'page') return html`<span class="mention">${id}</span>`;
  if (kind === 'user') return drawTarget('user', id, `@${findMention(scene, id, message).name}`);
  if (kind === 'command') return drawTarget('command', id, `/${node.name}`);
  if (kind === 'channel') {
    const channel = scene.channels.find((one) => one.id === id);
    return channel
      ? drawTarget('channel', id, `#${channel.name}`)
      : html`<span class="mention">#${scene.words['mention.unknown-channel']}</span>`;
  }
  const role = scene.roles.find((one) => one.id === id);
  return html`<span class="mention" .style=${colorOf(role?.color)}>@${role?.name ?? scene.words['mention.unknown-role']}</span>`;
};

const drawTarget = (kind: 'user' | 'command' | 'channel', id: string, name: string): TemplateResult =>
  html`<button type="button" class="mention" @click=${(event: Event) =>
    sendLookEvent(event.currentTarget, 'look-open', { kind, id, name: name.slice(1) })}><bdi>${name}</bdi></button>`;

/** A role's colour only tints, because owners choose colours that can't be read on every background. */
const colorOf = (color: number | undefined): string => {
  const tint = toColor(color);
  return tint ? `--tint: ${tint}` : '';
};
