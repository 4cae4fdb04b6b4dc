import { html, type TemplateResult } from 'lit';
import { drawAvatar } from './avatar.ts';
import { formatSent, formatTimestamp, toDateScene } from './dates.ts';
import { drawFilled, GAPS } from './gap-words.ts';
import { ICONS } from './icons.ts';
import { toColor } from './link-target.ts';
import { sendLookEvent } from './look-event.ts';
import { type LookScene, type ScenePerson, toScenePerson } from './look-scene.ts';
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
  }</span>${author?.bot || person.bot ? html`<span class="tag">${scene.words['message.app']}</span>` : ''}
    ${drawTime(message, scene)}${flags & MESSAGE_FLAG.silent ? html`<span class="when" title=${scene.words['message.silent']}>${ICONS.bell}</span>` : ''}${after}</div>`;
};

/** The time of a message; the whole date is read out and shown on hover. */
export const drawTime = ({ timestamp = '' }: MessagePayload, scene: LookScene): TemplateResult | '' => {
  const at = Date.parse(timestamp);
  if (Number.isNaN(at)) return '';
  const now = toDateScene(scene);
  const full = formatTimestamp(at, 'F', now);
  return html`<time class="when" id="when" datetime=${timestamp} title=${full}>${formatSent(at, now)}</time>`;
};

/** What stands above a message: the command that it answers, or the message that it replies to. */
export const drawAbove = (message: MessagePayload, scene: LookScene, used: string | undefined): TemplateResult | '' => {
  const { interaction_metadata: interaction, referenced_message: answered, message_reference: reference } = message;
  if (interaction?.user && (interaction.type === 2 || interaction.type === undefined))
    return drawUse(toScenePerson(scene, interaction.user), used ?? interaction.name, scene);
  if (reference?.type === 1 || !(answered || (answered === null && reference))) return '';
  if (!answered) return html`<div class="above">${ICONS.reply}<em>${scene.words['message.deleted']}</em></div>`;
  return drawAnswered(answered, { scene, message: answered });
};

const drawUse = (person: ScenePerson, used: string | undefined, { words }: LookScene): TemplateResult => {
  const name = html`<span class="name"><bdi>${person.name}</bdi></span>`;
  const command = html`<span class="mention">${used ? html`<bdi>${used}</bdi>` : words['message.some-command']}</span>`;
  const said = drawFilled(words['message.used']({ name: GAPS[0], command: GAPS[1] }), [name, command]);
  return html`<div class="above">${drawAvatar(person, 'small')}<span class="use">${said}</span></div>`;
};

const drawAnswered = (answered: MessagePayload, context: MarkdownContext): TemplateResult => {
  const person = toScenePerson(context.scene, answered.author);
  const open = (event: Event) =>
    sendLookEvent(event.currentTarget, 'look-open', { kind: 'message', id: answered.id, name: '' });
  // Plain, because a button can't hold another one.
  const said = answered.content?.slice(0, 200);
  return html`<div class="above"><span class="hidden-words">${context.scene.words['message.reply-to']}</span>${drawAvatar(person, 'small')}<span class="name"><bdi>${person.name}</bdi></span>
    <button type="button" class="quoted" @click=${open}>${said ? html`<bdi>${toPlainText(said, context)}</bdi>` : html`<em>${context.scene.words['message.attachment']}</em>`}</button></div>`;
};

/** What Discord says itself in a channel: that somebody came, pinned something, or began a thread. `tab` is its `tabindex`. */
export const drawSystem = (
  message: MessagePayload,
  context: MarkdownContext,
  tab: number,
): TemplateResult | undefined => {
  const { scene } = context;
  const { words } = scene;
  const person = html`<strong><bdi>${toScenePerson(scene, message.author).name}</bdi></strong>`;
  const line = (icon: TemplateResult, said: unknown) =>
    html`<article class="system" tabindex=${tab}>${icon}<span>${said} ${drawTime(message, scene)}</span></article>`;
  switch (message.type) {
    case 6:
      return line(ICONS.pin, drawFilled(words['message.pinned']({ name: GAPS[0] }), [person]));
    case 7:
      return line(ICONS.join, drawFilled(words['message.joined']({ name: GAPS[0] }), [person]));
    case 18:
      return line(
        ICONS.thread,
        drawFilled(words['message.thread']({ name: GAPS[0], thread: GAPS[1] }), [
          person,
          html`<strong>${drawInline(message.content ?? '', context)}</strong>`,
        ]),
      );
    default:
      return undefined;
  }
};
