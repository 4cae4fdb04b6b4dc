import { html, type TemplateResult } from 'lit';
import type { PageView } from './page-view.ts';

/** What the page says above the messages: the channel, and who plays what. */
export const drawPageHead = ({ room, channel: { name, onlyFor } }: PageView): TemplateResult => {
  const costs = 'You talk to the real Gemini: every answer is billed to your key. Discord is played by this machine.';
  const free = 'A rehearsal: this machine plays Discord and the model. Nothing leaves it.';
  return html`<header><h1>${onlyFor ? '@' : '#'}${name}</h1><p class="small">${room.server.model === 'real' ? costs : free}</p></header>`;
};

/** What a page shows of itself on narrow screens, and what it calls that. */
const PARTS = { channels: 'Channels', messages: 'Messages', room: 'Members' } as const;

/** A part of the page. On narrow screens, one is shown at a time. */
export type PagePart = keyof typeof PARTS;

/** Narrow screens show one part; this chooses it. */
export const drawSwitch = (shown: PagePart, show: (part: PagePart) => void): TemplateResult =>
  html`<nav class="switch" aria-label="Parts of the page">${Object.entries(PARTS).map(
    ([part, title]) => html`<button type="button" class="button secondary" aria-pressed=${shown === part}
        @click=${() => show(part as PagePart)}>${title}</button>`,
  )}</nav>`;
