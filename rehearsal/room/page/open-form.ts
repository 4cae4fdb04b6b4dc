import { html, type TemplateResult } from 'lit';
import type { LookEvents } from './look/look-event.ts';
import './look/look-modal.ts';
import { makeScene, type PageView } from './page-view.ts';
import type { FieldFiles } from './room-link.ts';
import type { RoomDeed, RoomInteraction } from './room-protocol.ts';

/** A form that the bot opened. `trouble` is why it couldn't be sent, and `act` does what becomes of it. */
type OpenForm = {
  interaction: RoomInteraction;
  view: PageView;
  trouble: string;
  act(deed: RoomDeed, files?: FieldFiles): unknown;
};

/** Draws a form that the bot opened for a member, who sends it or puts it away. */
export const drawOpenForm = ({ interaction, view, trouble, act }: OpenForm): TemplateResult => {
  const { id, state, memberId: as } = interaction;
  const modal = state.is === 'form' ? state.modal : undefined;
  const submit = ({ detail }: CustomEvent<LookEvents['look-submit']>) => {
    const files = Object.entries(detail.files).map(([field, some]) => [`file:${field}`, some] as const);
    act({ is: 'submit', as, interactionId: id, values: detail.values }, Object.fromEntries(files));
  };
  const close = () => act({ is: 'dismiss', as, interactionId: id });
  return html`<look-modal .modal=${modal} .scene=${makeScene(view)} .app=${'Parley'} .trouble=${trouble} @look-submit=${submit} @look-close=${close}></look-modal>`;
};
