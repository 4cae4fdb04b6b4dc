import { html, type TemplateResult } from 'lit';
import { formatSent, toDateScene } from './dates.ts';
import { sanitizeLink, toColor } from './link-target.ts';
import { drawInline, drawMarkdown, type MarkdownContext } from './markdown-view.ts';
import { drawMedia } from './media-view.ts';
import type { EmbedPayload } from './message-payload.ts';

/** Draws one embed; a mere link, which has nothing but its address, as the card that Discord would look up. */
export const drawEmbed = (embed: EmbedPayload, context: MarkdownContext): TemplateResult => {
  const { color, author, title, url, description, fields = [], image, thumbnail } = embed;
  const tint = toColor(color);
  const { scene, message } = context;
  const { words } = scene;
  return html`<article class="embed" aria-label=${words['embed.name']} .style=${tint ? `--bar: ${tint}` : ''}>
    <div class="embed-words">
      ${author?.name ? html`<div class="embed-author">${drawLinked(author.name, author.url)}</div>` : ''}
      ${title ? html`<div class="embed-title">${drawTitle(title, url, context)}</div>` : ''}
      ${description ? html`<div class="embed-description">${drawMarkdown(description, context)}</div>` : ''}
      ${isCard(embed) && url ? html`<div class="embed-title">${drawLinked(url, url)}</div>` : ''}
      ${fields.length > 0 ? html`<div class="fields">${fields.map((field) => drawField(field, context))}</div>` : ''}
      ${image ? drawMedia(image, { scene, message, name: words['embed.picture'] }) : ''}
      ${drawFooter(embed, context)}
    </div>
    ${thumbnail ? html`<div class="thumbnail">${drawMedia(thumbnail, { scene, message, name: words['embed.thumbnail'] })}</div>` : ''}
  </article>`;
};

const isCard = ({ type, title, description }: EmbedPayload): boolean => type === 'link' && !title && !description;

const drawLinked = (name: string, url: string | undefined): TemplateResult => {
  const href = sanitizeLink(url);
  return href
    ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow"><bdi>${name}</bdi></a>`
    : html`<bdi>${name}</bdi>`;
};

const drawTitle = (title: string, url: string | undefined, context: MarkdownContext): unknown => {
  const href = sanitizeLink(url);
  const words = drawInline(title, context);
  return href ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${words}</a>` : words;
};

const drawField = (
  { name, value, inline }: NonNullable<EmbedPayload['fields']>[number],
  context: MarkdownContext,
): TemplateResult =>
  html`<div class=${inline ? 'field inline' : 'field'}>
    <div class="field-name" dir="auto">${drawInline(name, context)}</div>
    ${drawMarkdown(value, context)}
  </div>`;

const drawFooter = ({ footer, timestamp }: EmbedPayload, { scene }: MarkdownContext): TemplateResult | '' => {
  const at = timestamp ? Date.parse(timestamp) : Number.NaN;
  const when = Number.isNaN(at) ? '' : formatSent(at, toDateScene(scene));
  const parts = [footer?.text, when].filter(Boolean);
  return parts.length > 0 ? html`<div class="embed-footer" dir="auto">${parts.join(' • ')}</div>` : '';
};
