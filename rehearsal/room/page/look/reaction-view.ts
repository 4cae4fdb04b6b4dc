import { html, type TemplateResult } from 'lit';
import { drawEmoji, nameEmoji } from './emoji-view.ts';
import { sendLookEvent } from './look-event.ts';
import type { MessagePayload } from './message-payload.ts';

/** Draws a message's reactions as buttons that add and take back one's own. */
export const drawReactions = ({ id: messageId, reactions = [] }: MessagePayload): TemplateResult | '' => {
  if (reactions.length === 0) return '';
  return html`<div class="reactions" role="group" aria-label="Reactions">${reactions.map(
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
