import { css } from 'lit';

/**
 * Discord's colours, each for light and dark pages. Some are a little stronger than Discord's own, so that small print
 * can be read by everyone (WCAG 2.2, 1.4.3). The font is the reader's: Discord's isn't free to hand on.
 */
export const COLORS = css`
  color-scheme: light dark;
  --font: 'gg sans', 'Noto Sans', 'Helvetica Neue', Helvetica, Arial, system-ui, sans-serif;
  --mono: ui-monospace, 'DejaVu Sans Mono', Consolas, monospace;
  --page: light-dark(#ffffff, #313338);
  --side: light-dark(#f2f3f5, #2b2d31);
  --rail: light-dark(#e3e5e8, #1e1f22);
  --float: light-dark(#ffffff, #232428);
  --input: light-dark(#f6f7f9, #1e1f22);
  --hover: light-dark(#f6f6f8, #2e3035);
  --hover-strong: light-dark(#e3e5e8, #404249);
  --chip: light-dark(#dfe1e5, #404249);
  --text: light-dark(#2e3035, #dbdee1);
  --strong: light-dark(#060607, #f2f3f5);
  --muted: light-dark(#5c5e66, #b0b5bd);
  --link: light-dark(#0059c2, #4db5ff);
  --border: light-dark(#e1e3e7, #3f4147);
  --border-strong: light-dark(#8a8f99, #6d7079);
  --focus: light-dark(#006ce7, #00a8fc);
  --card: light-dark(#f2f3f5, #2b2d31);
  --code: light-dark(#eceef1, #2b2d31);
  --mention: light-dark(#e7e9fd, #3c4270);
  --mention-text: light-dark(#3c45a5, #d0d4ff);
  --mentioned: light-dark(#fdf6dc, #444037);
  --ephemeral: light-dark(#eef0fd, #373a4c);
  --brand: #5865f2;
  --danger: light-dark(#b3222a, #ff8d90);
  --good: light-dark(#1f7a3d, #43c577);
`;

/** The colours within a shadow root, and what all of them share. */
export const THEME = css`
  :host { ${COLORS} }
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  .hidden-words { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
  .button { display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 32px; min-width: 60px; padding: 4px 14px; border-radius: 8px;
    border: 1px solid transparent; font: 500 14px/1.3 var(--font); color: #fff; cursor: pointer; text-decoration: none; max-width: 100%; overflow-wrap: anywhere; text-align: start; }
  .button.primary { background: #5865f2; }
  .button.secondary, .button.link, .button.premium { background: light-dark(#e0e2e7, #4e5058); color: light-dark(#2e3035, #fff); }
  .button.success { background: #1f7a43; }
  .button.danger { background: #cf3439; }
  .button:hover:not(:disabled) { filter: brightness(.92); }
  .button:disabled { opacity: .5; cursor: not-allowed; }
  .button .icon { width: 16px; height: 16px; flex: none; }
  @media (forced-colors: active) { .button { border-color: ButtonText; } }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;
