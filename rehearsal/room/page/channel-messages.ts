import { html, type TemplateResult } from 'lit';
import './look/message-list.ts';
import { listActions } from './message-actions.ts';
import { listSeen, listUses, makeScene, type PageView, toDrawn } from './page-view.ts';

/** Draws the messages of a channel that a member sees, with what can be done with each. */
export const drawMessages = (view: PageView): TemplateResult => {
  const messages = listSeen(view);
  const { name, onlyFor } = view.channel;
  return html`<look-messages .messages=${messages.map(toDrawn)} .scene=${makeScene(view)} .used=${listUses(view, messages)}
    .actions=${listActions(view, messages)} .name=${`${onlyFor ? '@' : '#'}${name}`}></look-messages>`;
};
