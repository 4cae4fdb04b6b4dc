import { html, type TemplateResult } from 'lit';
import { type ComponentContext, drawComponent } from './component-view.ts';
import { drawEmbed } from './embed-view.ts';
import { ICONS } from './icons.ts';
import { sendLookEvent } from './look-event.ts';
import './look-poll.ts';
import type { LookScene } from './look-scene.ts';
import { drawMarkdown } from './markdown-view.ts';
import { drawAttachment } from './media-view.ts';
import { MESSAGE_FLAG, type MessagePayload } from './message-payload.ts';
import { drawReactions } from './reaction-view.ts';

/** Components of the second version, of which a text or a box may name a file, that isn't drawn a second time then. */
const IS_V2 = 1 << 15;

/** Draws all that a message holds below its head; `after` follows its words, such as that they were edited. */
export const drawParts = (message: MessagePayload, context: ComponentContext, after: unknown = ''): TemplateResult => {
  const {
    content = '',
    flags = 0,
    attachments = [],
    embeds = [],
    components = [],
    sticker_items: stickers = [],
  } = message;
  const isVoice = (flags & MESSAGE_FLAG.voiceMessage) !== 0;
  const files = flags & IS_V2 ? [] : attachments;
  return html`<div class="parts">
    ${content ? drawMarkdown(content, context, after) : after}
    ${(message.message_snapshots ?? []).map((snapshot) => drawForward(snapshot.message, context))}
    ${files.map((one) => drawAttachment(one, { scene: context.scene, isVoice }))}
    ${flags & MESSAGE_FLAG.suppressEmbeds ? '' : embeds.map((one) => drawEmbed(one, context))}
    ${message.poll ? html`<look-poll .poll=${message.poll} .messageId=${message.id} .scene=${context.scene}></look-poll>` : ''}
    ${components.map((one) => drawComponent(one, context))}
    ${stickers.length > 0 ? html`<div class="stickers">${stickers.map((sticker) => drawSticker(sticker, context.scene))}</div>` : ''}
    ${drawReactions(message, context.scene)}
    ${message.thread ? drawThread(message.thread, context.scene) : ''}
  </div>`;
};

/** By its name, because its picture is only on Discord's servers. */
const drawSticker = ({ name }: { name: string }, { words }: LookScene): TemplateResult =>
  html`<div class="sticker" role="img" aria-label=${words['sticker.name']({ name })}><bdi>${name}</bdi></div>`;

const drawForward = (snapshot: Omit<MessagePayload, 'id'>, context: ComponentContext): TemplateResult => {
  const message = { ...snapshot, id: context.message.id };
  return html`<div class="forward"><div class="forward-head">${ICONS.forward} ${context.scene.words['message.forwarded']}</div>
    ${drawParts(message, { ...context, message })}</div>`;
};

const drawThread = (
  { id, name: given, message_count: count }: NonNullable<MessagePayload['thread']>,
  { words }: LookScene,
): TemplateResult => {
  const name = given ?? words['thread.unnamed'];
  const open = (event: Event) => sendLookEvent(event.currentTarget, 'look-open', { kind: 'thread', id, name });
  return html`<div class="thread">${ICONS.thread}<strong><bdi>${name}</bdi></strong>
    <button type="button" class="plain" @click=${open}>${count ? words['thread.messages']({ count }) : words['thread.see']}</button></div>`;
};
