import { html, type TemplateResult } from 'lit';
import { listOpen, type PageView } from './page-view.ts';
import { sendRoomEvent } from './room-event.ts';
import { type LinkState, NO_ROOM } from './room-link.ts';
import type { BotState, RoomInteraction } from './room-protocol.ts';

/** What came of what somebody did last: nothing to tell, something to know, or why it couldn't be done. */
export type PageNote = { is: 'fine' } | { is: 'said'; text: string } | { is: 'refused'; text: string };

/** What is told when there's nothing. */
export const NO_NOTE: PageNote = { is: 'fine' };

/** What is told between the messages and the message box. */
type Notes = { view: PageView; note: PageNote; link: LinkState; isTyping: boolean };

/** Tells what happens just now and what went wrong. While the room is gone, that's all that is true. */
export const drawNotes = ({ view, note, link, isTyping }: Notes): TemplateResult => {
  const isLost = link === 'lost';
  const refused = note.is === 'refused' ? note.text : '';
  const wrong = isLost ? [NO_ROOM] : [tellGone(view.room.bot), refused].filter(Boolean);
  return html`<div class="notes">
    ${isTyping && !isLost ? html`<p class="note">Parley is typing …</p>` : ''}
    ${isLost ? '' : listOpen(view).map(drawInteraction)}
    <div role="alert">${wrong.map((text) => html`<p class="note wrong">${text}</p>`)}</div>
    <div role="status">${note.is === 'said' && !isLost ? html`<p class="note">${note.text}</p>` : ''}</div>
  </div>`;
};

const tellGone = (bot: BotState): string => (bot.is === 'gone' ? (bot.why ?? 'The bot doesn’t run.') : '');

/** What a member reads of an interaction that the bot hasn't answered: that it's sent, or that it failed. */
const drawInteraction = ({ id, memberId, name, state }: RoomInteraction): TemplateResult | '' => {
  if (state.is === 'form') return '';
  if (state.is === 'waits') return html`<p class="note">${name}: sent, and not answered yet …</p>`;
  const dismiss = (event: Event) =>
    sendRoomEvent(event.target as Element, 'room-deed', {
      deed: { is: 'dismiss', as: memberId, interactionId: id },
    });
  return html`<p class="note wrong">${name}: The application did not respond.
    <button type="button" class="button secondary" @click=${dismiss}>Dismiss</button></p>`;
};
