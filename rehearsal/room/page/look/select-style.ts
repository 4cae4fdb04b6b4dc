import { css } from 'lit';

/** How menus look, and the lists that hang below what is typed. */
export const SELECT_STYLE = css`
  :host { display: block; max-width: 400px; position: relative; font: 16px/1.25 var(--font); color: var(--text); }
  .box { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; min-height: 40px; padding-block: 4px; padding-inline: 10px 36px; border-radius: 8px; position: relative;
    background: var(--input); border: 1px solid var(--border-strong); cursor: pointer; }
  .box:focus-within { border-color: var(--focus); outline: 1px solid var(--focus); }
  .box.off { opacity: .6; cursor: not-allowed; }
  .box > .icon { position: absolute; inset-inline-end: 10px; top: 10px; }
  input { flex: 1; min-width: 60px; border: 0; outline: 0; background: none; color: inherit; font: inherit; padding: 4px 0; }
  input:focus-visible { outline: none; }
  input::placeholder { color: var(--muted); opacity: 1; }
  .chip { display: inline-flex; align-items: center; gap: 4px; padding: 2px 8px; border-radius: 4px; background: var(--chip); max-width: 100%; overflow-wrap: anywhere; }
  ul { list-style: none; margin: 2px 0 0; padding: 4px; position: absolute; inset-inline: 0; z-index: 5; max-height: 260px; overflow-y: auto;
    background: var(--float); border: 1px solid var(--border-strong); border-radius: 8px; box-shadow: 0 8px 16px rgb(0 0 0 / 24%); }
  li { display: grid; grid-template-columns: auto 1fr auto; gap: 2px 8px; align-items: center; padding: 8px; border-radius: 4px; cursor: pointer; overflow-wrap: anywhere; }
  li.active { background: var(--hover-strong); outline: 1px solid var(--focus); outline-offset: -1px; }
  li[aria-disabled='true'] { opacity: .55; cursor: not-allowed; }
  li .words { grid-column: 2; min-width: 0; }
  li .tick { grid-column: 3; visibility: hidden; color: var(--link); }
  li[aria-selected='true'] .tick { visibility: visible; }
  .small { font-size: 13px; color: var(--muted); display: block; }
  .none { padding: 8px; color: var(--muted); }
  .icon { flex: none; }
  @media (forced-colors: active) { li.active { outline: 2px solid Highlight; } }
`;
