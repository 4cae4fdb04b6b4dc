import { css } from 'lit';
import { THEME } from './look/theme.ts';
import { ROOM_STYLE } from './room-style.ts';

/** How the page is laid out: three parts beside each other, or on narrow screens one of them. */
export const PAGE_STYLE = [
  THEME,
  ROOM_STYLE,
  css`
    :host { display: block; height: 100dvh; background: var(--page); }
    .opening { padding: 24px; }
    .page { height: 100%; display: grid; grid-template: auto minmax(0, 1fr) / 240px minmax(0, 1fr) 320px; }
    .skip { position: absolute; top: 8px; inset-inline-start: 8px; z-index: 9; }
    .skip:not(:focus) { clip-path: inset(50%); height: 1px; min-height: 0; width: 1px; min-width: 0; overflow: hidden; padding: 0; }
    .switch { display: none; grid-column: 1 / -1; flex-wrap: wrap; gap: 8px; padding: 8px; background: var(--rail); }
    main { display: flex; flex-direction: column; min-width: 0; min-height: 0; grid-row: 2; }
    room-channels { grid-row: 2; }
    aside { grid-row: 2; background: var(--side); overflow-y: auto; }
    header { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 0 12px; padding: 10px 16px; border-bottom: 1px solid var(--border); }
    h1 { margin: 0; font-size: 18px; color: var(--strong); overflow-wrap: anywhere; }
    header p { margin: 0; grid-row: 2; }
    header select { grid-column: 2; grid-row: 1 / span 2; max-width: 140px; }
    @media (max-width: 520px) { header p { grid-column: 1 / -1; } header select { grid-row: 1; } }
    look-messages { flex: 1; min-height: 0; }
    .note { margin: 4px 16px; color: var(--muted); white-space: pre-wrap; overflow-wrap: anywhere; }
    .wrong { color: var(--danger); }
    .button[aria-pressed='true'] { background: var(--brand); color: #fff; }
    @media (max-width: 900px) {
      .page { display: flex; flex-direction: column; }
      .page[data-shown='messages'] main, .page[data-shown='channels'] room-channels, .page[data-shown='room'] aside { flex: 1; min-height: 0; }
      main { order: 1; }
      room-channels, aside { order: 2; }
      .switch { display: flex; }
      .page:not([data-shown='channels']) room-channels, .page:not([data-shown='messages']) main > :not(header), .page:not([data-shown='room']) aside { display: none; }
    }
  `,
];
