import { html, type TemplateResult } from 'lit';
import { sendRoomEvent } from './room-event.ts';
import type { RoomInteraction } from './room-protocol.ts';

/** What a member reads of an interaction that the bot hasn't answered: that it's sent, or that it failed. */
export const drawInteraction = ({ id, memberId, name, state }: RoomInteraction): TemplateResult | '' => {
  if (state.is === 'form') return '';
  if (state.is === 'waits') return html`<p class="note">${name}: sent, and not answered yet …</p>`;
  const dismiss = (event: Event) =>
    sendRoomEvent(event.target as Element, 'room-deed', {
      deed: { is: 'dismiss', as: memberId, interactionId: id },
    });
  return html`<p class="note wrong">${name}: The application did not respond.
    <button type="button" class="button secondary" @click=${dismiss}>Dismiss</button></p>`;
};
