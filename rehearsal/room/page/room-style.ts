import { css } from 'lit';

/** What the parts of the page around the messages share. */
export const ROOM_STYLE = css`
  :host { font: 15px/1.4 var(--font); color: var(--text); }
  h2 { margin: 16px 8px 4px; font-size: 12px; font-weight: 700; color: var(--muted); }
  ul { list-style: none; margin: 0; padding: 0; }
  p { margin: 4px 8px; }
  button { font: inherit; color: inherit; }
  .row { display: flex; align-items: center; gap: 6px; width: 100%; min-height: 32px; padding: 4px 8px; border: 0; border-radius: 6px; background: none; text-align: start; cursor: pointer; overflow-wrap: anywhere; }
  .row:hover { background: var(--hover-strong); color: var(--strong); }
  .row[aria-current='true'] { background: var(--hover-strong); color: var(--strong); font-weight: 600; }
  .small { font-size: 13px; color: var(--muted); }
  .field { display: flex; flex-direction: column; gap: 2px; min-width: 0; }
  .field > span, label > span { font-size: 12px; font-weight: 600; color: var(--muted); }
  input, select, textarea { font: inherit; color: var(--text); background: var(--input); border: 1px solid var(--border-strong); border-radius: 6px; padding: 6px 8px; min-height: 32px; max-width: 100%; }
  input[type='file'] { border-style: dashed; }
  .button { font-size: 14px; padding: 4px 10px; min-width: 0; }
`;
