import { html, type TemplateResult } from 'lit';
import { listOpen, type PageView } from './page-view.ts';
import { sendRoomEvent } from './room-event.ts';
import type { LinkState } from './room-link.ts';
import type { RoomInteraction, RoomOutcome, RoomUse } from './room-protocol.ts';
import { sayRoomText } from './room-text.ts';
import type { RoomWords } from './words/english-room.ts';

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
  const { words } = view.language;
  const { bot } = view.room;
  const gone = bot.is === 'gone' ? (bot.why ?? words['note.bot-gone']) : '';
  const wrong = isLost ? [words['note.no-room']] : [gone, refused].filter(Boolean);
  return html`<div class="notes">
    ${isTyping && !isLost ? html`<p class="note" dir="auto">${words['note.typing']({ name: 'Parley' })}</p>` : ''}
    ${isLost ? '' : listOpen(view).map((one) => drawInteraction(one, words))}
    <div role="alert">${wrong.map((text) => html`<p class="note wrong" dir="auto">${text}</p>`)}</div>
    <div role="status">${note.is === 'said' && !isLost ? html`<p class="note" dir="auto">${note.text}</p>` : ''}</div>
  </div>`;
};

/** What is told of what came of something. While nobody answers, nothing came of it. */
export const toNote = (outcome: RoomOutcome | undefined, words: RoomWords): PageNote => {
  if (!outcome) return { is: 'refused', text: words['note.no-room'] };
  const said = outcome.text && sayRoomText(outcome.text, words);
  if (outcome.is === 'refused') return { is: 'refused', text: said ?? outcome.why };
  const text = said ?? outcome.note;
  return text === undefined ? NO_NOTE : { is: 'said', text };
};

const nameUse = (use: RoomUse, words: RoomWords): string => (use.is === 'command' ? use.name : words[`use.${use.is}`]);

/** What a member reads of an interaction that the bot hasn't answered: that it's sent, or that it failed. */
const drawInteraction = ({ id, memberId, use, state }: RoomInteraction, words: RoomWords): TemplateResult | '' => {
  if (state.is === 'form') return '';
  const what = nameUse(use, words);
  if (state.is === 'waits') return html`<p class="note" dir="auto">${words['note.waits']({ what })}</p>`;
  const dismiss = (event: Event) =>
    sendRoomEvent(event.target as Element, 'room-deed', {
      deed: { is: 'dismiss', as: memberId, interactionId: id },
    });
  return html`<p class="note wrong" dir="auto">${words['note.failed']({ what })}
    <button type="button" class="button secondary" @click=${dismiss}>${words['note.dismiss']}</button></p>`;
};
