import { html, type TemplateResult } from 'lit';
import { PAGE_LOCALES, type PageLocale } from '../../../src/text/page-language.ts';
import type { PageView } from './page-view.ts';
import type { RoomWords } from './words/english-room.ts';

/** What the page says above the messages: the channel, who plays what, and the language, which can be chosen. */
export const drawPageHead = (
  { room, channel: { name, onlyFor }, language: { locale, words } }: PageView,
  choose: (locale: PageLocale) => void,
): TemplateResult => {
  const change = (event: Event) => choose((event.target as HTMLSelectElement).value as PageLocale);
  return html`<header><h1><bdi>${onlyFor ? '@' : '#'}${name}</bdi></h1>
    <p class="small">${words[room.server.model === 'real' ? 'page.real' : 'page.free']}</p>
    <select aria-label=${words['page.language']} .value=${locale} @change=${change}>${PAGE_LOCALES.map(
      (one) => html`<option value=${one} lang=${one} ?selected=${one === locale}>${nameLanguage(one)}</option>`,
    )}</select></header>`;
};

/** What a language calls itself, so that everybody finds their own. */
const nameLanguage = (locale: PageLocale): string => {
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
};

/** What a page shows of itself on narrow screens, and what it calls that. */
const PARTS = { channels: 'page.channels', messages: 'page.messages', room: 'page.members' } as const;

/** A part of the page. On narrow screens, one is shown at a time. */
export type PagePart = keyof typeof PARTS;

/** Narrow screens show one part; this chooses it. */
export const drawSwitch = (words: RoomWords, shown: PagePart, show: (part: PagePart) => void): TemplateResult =>
  html`<nav class="switch" aria-label=${words['page.parts']}>${Object.entries(PARTS).map(
    ([part, title]) => html`<button type="button" class="button secondary" aria-pressed=${shown === part}
        @click=${() => show(part as PagePart)}>${words[title]}</button>`,
  )}</nav>`;
