import { html, type TemplateResult } from 'lit';
import { drawEmoji, nameEmoji } from './emoji-view.ts';
import { ICONS } from './icons.ts';
import { sanitizeLink, toColor } from './link-target.ts';
import { sendLookEvent } from './look-event.ts';
import { drawMarkdown, type MarkdownContext } from './markdown-view.ts';
import { drawFileLine, drawMedia, findOwn, hideSpoiler } from './media-view.ts';
import type { ComponentPayload, MessagePayload } from './message-payload.ts';
import { isSelect } from './select-options.ts';
import './select-menu.ts';

/** What a component is drawn with: the message it belongs to, which events name. */
export type ComponentContext = MarkdownContext & { message: MessagePayload };

/** Draws a component of a message. One that this page doesn't know is named, so that nobody takes it for absent. */
export const drawComponent = (one: ComponentPayload, context: ComponentContext): TemplateResult | '' => {
  const inner = (all: readonly ComponentPayload[] = []) => all.map((each) => drawComponent(each, context));
  if (isSelect(one))
    return html`<look-select .component=${one} .scene=${context.scene} .messageId=${context.message.id}></look-select>`;
  switch (one.type) {
    case 1:
      return html`<div class="row">${inner(one.components)}</div>`;
    case 2:
      return drawButton(one, context);
    case 9:
      return html`<div class="section"><div class="section-words">${inner(one.components)}</div>
        <div class="accessory">${one.accessory ? drawComponent(one.accessory, context) : ''}</div></div>`;
    case 10:
      return drawMarkdown(one.content ?? '', context);
    case 11:
      return html`<div class="thumbnail">${one.media ? drawPicture(one.media.url, one, context) : ''}</div>`;
    case 12:
      return html`<div class="gallery of-${Math.min(4, one.items?.length ?? 0)}">${(one.items ?? []).map((item) => drawPicture(item.media.url, item, context))}</div>`;
    case 13:
      return drawFile(one, context);
    case 14:
      return html`<div class="separator ${one.spacing === 2 ? 'large' : ''} ${one.divider === false ? '' : 'line'}" role="presentation"></div>`;
    case 17:
      return drawContainer(one, inner(one.components), context);
    default:
      return html`<div class="small">${context.scene.words['component.unknown']({ type: one.type })}</div>`;
  }
};

/** Discord's styles of buttons, by their numbers. */
const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium'];

const drawButton = (one: ComponentPayload, { scene, message }: ComponentContext): TemplateResult => {
  const { style = 2, label, emoji, url, disabled = false, custom_id: customId = '' } = one;
  const words = html`${drawEmoji(emoji)}${label ? html`<bdi>${label}</bdi>` : ''}`;
  const name = label || (emoji ? nameEmoji(emoji) : scene.words['component.button']);
  const href = sanitizeLink(url);
  if (style === 5 && href && !disabled)
    return html`<a class="button link" href=${href} target="_blank" rel="noopener noreferrer nofollow" aria-label=${name}>${words}${ICONS.link}</a>`;
  const press = (event: Event) => sendLookEvent(event.currentTarget, 'look-press', { messageId: message.id, customId });
  return html`<button type="button" class="button ${STYLES[style] || 'secondary'}" ?disabled=${disabled || style > 4} aria-label=${name} @click=${press}
    >${words}${style === 5 ? ICONS.link : ''}</button>`;
};

const drawPicture = (
  url: string,
  {
    description,
    spoiler,
    media,
  }: { description?: string | null; spoiler?: boolean; media?: ComponentPayload['media'] },
  { scene, message }: ComponentContext,
): TemplateResult =>
  drawMedia(
    { ...media, url },
    { scene, message, name: description || scene.words['file.picture'], isSpoiler: spoiler },
  );

const drawFile = (
  { file, spoiler, name, size }: ComponentPayload,
  { scene, message }: ComponentContext,
): TemplateResult => {
  const own = file && findOwn(file.url, message);
  const label = name ?? own?.filename ?? scene.words['file.unnamed'];
  const src = scene.locate(own?.url ?? file?.url ?? '');
  const box = html`<div class="file">${drawFileLine({ name: label, size: size ?? own?.size, src }, scene)}</div>`;
  return hideSpoiler(spoiler, box, scene);
};

const drawContainer = (
  { accent_color: color, spoiler }: ComponentPayload,
  inner: unknown,
  { scene }: ComponentContext,
): TemplateResult => {
  const bar = toColor(color);
  const box = html`<div class=${bar ? 'container tinted' : 'container'} .style=${bar ? `--bar: ${bar}` : ''}>${inner}</div>`;
  return hideSpoiler(spoiler, box, scene);
};
