import { css } from 'lit';

/** How forms look. */
export const FORM_STYLE = css`
  :host { font: 16px/1.375 var(--font); color: var(--text); }
  dialog { width: min(500px, calc(100vw - 24px)); max-height: calc(100vh - 32px); padding: 0; border: 1px solid var(--border-strong); border-radius: 12px;
    background: var(--float); color: inherit; overflow: hidden; }
  dialog[open] { display: grid; grid-template-rows: auto minmax(0, 1fr) auto auto; }
  dialog::backdrop { background: rgb(0 0 0 / 60%); }
  form { display: contents; }
  header { display: flex; align-items: flex-start; gap: 12px; padding: 16px; }
  h2 { flex: 1; margin: 0; font-size: 20px; line-height: 1.3; color: var(--strong); overflow-wrap: anywhere; }
  .close { border: 0; background: none; color: var(--muted); padding: 4px; border-radius: 4px; cursor: pointer; line-height: 0; }
  .close:hover { color: var(--text); background: var(--hover-strong); }
  .fields { display: grid; grid-template-columns: minmax(0, 1fr); gap: 20px; align-content: start; padding: 4px 16px 20px; overflow-y: auto; }
  .field { display: grid; grid-template-columns: minmax(0, 1fr); gap: 6px; border: 0; margin: 0; padding: 0; min-width: 0; }
  .label, legend { font-weight: 600; color: var(--strong); overflow-wrap: anywhere; padding: 0; }
  legend { margin-bottom: 6px; }
  .star { color: var(--danger); }
  .hint { font-size: 14px; color: var(--muted); overflow-wrap: anywhere; }
  .wrong { font-size: 14px; color: var(--danger); }
  .trouble { padding: 8px 16px; color: var(--danger); overflow-wrap: anywhere; }
  .trouble:empty { padding: 0; }
  .count { font-size: 12px; color: var(--muted); justify-self: end; }
  input[type='text'], textarea { width: 100%; padding: 10px; border-radius: 8px; border: 1px solid var(--border-strong); background: var(--input); color: var(--text); font: inherit; }
  textarea { min-height: 110px; resize: vertical; }
  input::placeholder, textarea::placeholder { color: var(--muted); opacity: 1; }
  [aria-invalid='true'] { border-color: var(--danger); }
  .choice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 10px; align-items: center; padding: 8px 10px; border: 1px solid var(--border); border-radius: 8px; overflow-wrap: anywhere; cursor: pointer; }
  .choice:hover { background: var(--hover-strong); }
  .choice input { width: 20px; height: 20px; margin: 0; }
  .choice .hint { grid-column: 2; }
  look-select { max-width: none; }
  .drop { display: grid; gap: 6px; padding: 14px; border: 1px dashed var(--border-strong); border-radius: 8px; }
  .picked { display: flex; justify-content: space-between; align-items: center; gap: 8px; overflow-wrap: anywhere; }
  footer { display: flex; gap: 8px; justify-content: flex-end; padding: 14px 16px; background: var(--card); border-top: 1px solid var(--border); }
  .warning { font-size: 13px; color: var(--muted); padding: 8px 10px; border-inline-start: 3px solid var(--brand); background: var(--card); border-radius: 4px; }
`;
