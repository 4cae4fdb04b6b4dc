import { html, type TemplateResult } from 'lit';
import { drawEmoji, nameEmoji } from './emoji-view.ts';
import { sendLookEvent } from './look-event.ts';
import type { LookScene } from './look-scene.ts';
import type { MessagePayload } from './message-payload.ts';

/** Draws a message's reactions as buttons that add and take back one's own. */
export const drawReactions = (
  { id: messageId, reactions = [] }: MessagePayload,
  { words }: LookScene,
): TemplateResult | '' => {
  if (reactions.length === 0) return '';
  return html`<div class="reactions" role="group" aria-label=${words['reactions.name']}>${reactions.map(
    ({ emoji, count, me = false }) =>
      html`<button type="button" class="reaction" aria-pressed=${me} aria-label=${`${nameEmoji(emoji)}, ${count}`} @click=${(
        event: Event,
      ) =>
        sendLookEvent(event.currentTarget, 'look-react', {
          messageId,
          emoji,
        })}>${drawEmoji(emoji)}<span>${count}</span></button>`,
  )}</div>`;
};
