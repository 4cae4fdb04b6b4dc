import { html, type TemplateResult } from 'lit';
import { drawAvatar } from './avatar.ts';
import { formatSent, formatTimestamp } from './dates.ts';
import { ICONS } from './icons.ts';
import { toColor } from './link-target.ts';
import { sendLookEvent } from './look-event.ts';
import { type LookScene, toScenePerson } from './look-scene.ts';
import { drawInline, type MarkdownContext } from './markdown-view.ts';
import { MESSAGE_FLAG, type MessagePayload } from './message-payload.ts';
import { toPlainText } from './plain-text.ts';

/** Who wrote a message, and when; `after` stands behind that. */
export const drawHead = (message: MessagePayload, scene: LookScene, after: unknown): TemplateResult => {
  const { author, flags = 0 } = message;
  const person = toScenePerson(scene, author);
  const tint = toColor(person.color);
  return html`<div class="head"><span class="author" id="author"><bdi>${person.name}</bdi>${
    tint ? html`<span class="dot" .style=${`--tint: ${tint}`}></span>` : ''
  }</span>${author?.bot || person.bot ? html`<span class="tag">APP</span>` : ''}
    ${drawTime(message, scene)}${flags & MESSAGE_FLAG.silent ? html`<span class="when" title="Sent without a notification">${ICONS.bell}</span>` : ''}${after}</div>`;
};

/** The time of a message; the whole date is read out and shown on hover. */
export const drawTime = ({ timestamp = '' }: MessagePayload, { now, locale }: LookScene): TemplateResult | '' => {
  const at = Date.parse(timestamp);
  if (Number.isNaN(at)) return '';
  const full = formatTimestamp(at, 'F', { now: now(), locale });
  return html`<time class="when" id="when" datetime=${timestamp} title=${full}>${formatSent(at, { now: now(), locale })}</time>`;
};

/** What stands above a message: the command that it answers, or the message that it replies to. */
export const drawAbove = (message: MessagePayload, scene: LookScene, used: string | undefined): TemplateResult | '' => {
  const { interaction_metadata: interaction, referenced_message: answered, message_reference: reference } = message;
  if (interaction?.user && (interaction.type === 2 || interaction.type === undefined))
    return drawUse(toScenePerson(scene, interaction.user), used ?? interaction.name);
  if (reference?.type === 1 || !(answered || (answered === null && reference))) return '';
  if (!answered) return html`<div class="above">${ICONS.reply}<em>Original message was deleted</em></div>`;
  return drawAnswered(answered, { scene, message: answered });
};

const drawUse = (person: ReturnType<typeof toScenePerson>, used: string | undefined): TemplateResult =>
  html`<div class="above">${drawAvatar(person, 'small')}<span class="name"><bdi>${person.name}</bdi></span>
    <span>used <span class="mention">${used ? html`<bdi>${used}</bdi>` : 'a command'}</span></span></div>`;

const drawAnswered = (answered: MessagePayload, context: MarkdownContext): TemplateResult => {
  const person = toScenePerson(context.scene, answered.author);
  const open = (event: Event) =>
    sendLookEvent(event.currentTarget, 'look-open', { kind: 'message', id: answered.id, name: '' });
  // Plain, because a button can't hold another one.
  const words = answered.content?.slice(0, 200);
  return html`<div class="above"><span class="hidden-words">Reply to</span>${drawAvatar(person, 'small')}<span class="name"><bdi>${person.name}</bdi></span>
    <button type="button" class="quoted" @click=${open}>${words ? html`<bdi>${toPlainText(words, context)}</bdi>` : html`<em>Click to see attachment</em>`}</button></div>`;
};

/** What Discord says itself in a channel: that somebody came, pinned something, or began a thread. `tab` is its `tabindex`. */
export const drawSystem = (
  message: MessagePayload,
  context: MarkdownContext,
  tab: number,
): TemplateResult | undefined => {
  const { scene } = context;
  const person = html`<strong><bdi>${toScenePerson(scene, message.author).name}</bdi></strong>`;
  const line = (icon: TemplateResult, words: unknown) =>
    html`<article class="system" tabindex=${tab}>${icon}<span>${words} ${drawTime(message, scene)}</span></article>`;
  switch (message.type) {
    case 6:
      return line(ICONS.pin, html`${person} pinned a message to this channel.`);
    case 7:
      return line(ICONS.join, html`${person} joined the server.`);
    case 18:
      return line(
        ICONS.thread,
        html`${person} started a thread: <strong>${drawInline(message.content ?? '', context)}</strong>`,
      );
    default:
      return undefined;
  }
};
