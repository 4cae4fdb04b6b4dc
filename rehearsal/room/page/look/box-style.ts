import { css } from 'lit';

/** How the message box looks, with what hangs above it. */
export const BOX_STYLE = css`
  :host { display: block; position: relative; font: 16px/1.375 var(--font); color: var(--text); }
  .box { display: flex; align-items: flex-start; gap: 8px; padding: 8px 12px; border-radius: 8px; background: var(--input); border: 1px solid var(--border-strong); min-width: 0; }
  .box:focus-within { border-color: var(--focus); outline: 1px solid var(--focus); }
  textarea { flex: 1; min-width: 0; border: 0; outline: 0; background: none; color: inherit; font: inherit; padding: 5px 0; resize: none; field-sizing: content;
    min-height: 32px; max-height: 40vh; overflow-wrap: anywhere; }
  textarea, input { unicode-bidi: plaintext; }
  textarea:focus-visible { outline: none; }
  ::placeholder { color: var(--muted); opacity: 1; }
  .round { flex: none; width: 32px; height: 32px; border: 0; border-radius: 50%; background: none; color: var(--muted); font: 500 22px/1 var(--font); cursor: pointer; display: grid; place-items: center; }
  .round:hover { color: var(--text); background: var(--hover-strong); }
  .rest { flex: none; align-self: flex-end; font-size: 14px; line-height: 32px; color: var(--muted); }
  .send { flex: none; align-self: flex-end; }
  .above { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; padding: 6px 12px; font-size: 14px; color: var(--muted); background: var(--card);
    border: 1px solid var(--border); border-bottom: 0; border-radius: 8px 8px 0 0; overflow-wrap: anywhere; }
  .above + .box, .above + .files + .box, .files + .box { border-start-start-radius: 0; border-start-end-radius: 0; }
  .above .wrong, .wrong { color: var(--danger); }
  .above strong { color: var(--strong); }
  .refusal { padding: 6px 12px; font-size: 14px; overflow-wrap: anywhere; }
  .refusal:empty { padding: 0; }
  .grow { flex: 1; min-width: 0; }
  .files { display: flex; flex-wrap: wrap; gap: 6px; padding: 8px 12px; background: var(--card); border: 1px solid var(--border); border-bottom: 0; }
  .chip { display: inline-flex; align-items: center; gap: 6px; padding-block: 2px; padding-inline: 10px 4px; border-radius: 6px; background: var(--chip); max-width: 100%; overflow-wrap: anywhere; }
  .plain { border: 0; background: none; padding: 2px 4px; font: inherit; color: var(--link); cursor: pointer; line-height: 1; }
  .offers { list-style: none; margin: 0 0 4px; padding: 4px; position: absolute; inset-inline: 0; bottom: 100%; z-index: 6; max-height: min(320px, 50vh); overflow-y: auto;
    background: var(--float); border: 1px solid var(--border-strong); border-radius: 8px; box-shadow: 0 8px 16px rgb(0 0 0 / 24%); }
  .offers li { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: baseline; padding: 8px 10px; border-radius: 4px; cursor: pointer; overflow-wrap: anywhere; }
  .offers li bdi { font-weight: 500; color: var(--strong); }
  .offers li.active { background: var(--hover-strong); }
  .small { font-size: 13px; color: var(--muted); }
  .line { display: flex; flex: 1; flex-wrap: wrap; align-items: center; gap: 6px; min-width: 0; }
  .path { font-weight: 600; color: var(--strong); background: var(--mention); padding: 4px 8px; border-radius: 6px; }
  .more { border: 1px dashed var(--border-strong); background: none; color: var(--text); font: 14px/1.3 var(--font); padding: 5px 8px; border-radius: 6px; cursor: pointer; }
  .more:hover { background: var(--hover-strong); }
  @media (forced-colors: active) { .offers li.active { outline: 2px solid Highlight; outline-offset: -2px; } }
`;

/** How one option of a command looks. */
export const OPTION_STYLE = css`
  :host { display: inline-block; position: relative; max-width: 100%; font: 16px/1.375 var(--font); color: var(--text); }
  label { display: inline-flex; max-width: 100%; border-radius: 6px; overflow: hidden; border: 1px solid var(--border-strong); background: var(--page); }
  label:focus-within { border-color: var(--focus); outline: 1px solid var(--focus); }
  label.bad { border-color: var(--danger); }
  .name { padding: 3px 8px; background: var(--chip); color: var(--strong); font-weight: 500; flex: none; max-width: 50%; overflow-wrap: anywhere; }
  .bad .name { color: var(--danger); }
  input { border: 0; outline: 0; background: none; color: inherit; font: inherit; padding: 3px 8px; min-width: 90px; max-width: 100%; field-sizing: content; }
  input:focus-visible { outline: none; }
  input[type='file'] { field-sizing: fixed; width: 240px; min-width: 0; font-size: 14px; }
`;
