import { css } from 'lit';

/** How words look that were written with Discord's Markdown. */
export const WORDS_STYLE = css`
  .markdown { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; min-width: 0; }
  .markdown.jumbo { font-size: 2.6em; line-height: 1.2; }
  a { color: var(--link); text-decoration: none; }
  a:hover { text-decoration: underline; }
  .markdown a { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 2px; }
  .heading { color: var(--strong); font-weight: 700; margin: 8px 0 4px; line-height: 1.3; }
  .h1 { font-size: 1.5em; }
  .h2 { font-size: 1.25em; }
  .h3 { font-size: 1em; }
  .subtext { font-size: .8125em; color: var(--muted); }
  blockquote { margin: 2px 0; padding-block: 0; padding-inline: 12px 8px; border-inline-start: 4px solid var(--border-strong); border-radius: 2px; }
  ul, ol { margin: 2px 0; padding-inline-start: 1.6em; white-space: normal; }
  ol { padding-inline-start: 2.2em; }
  li { white-space: pre-wrap; margin: 2px 0; }
  .code { font: .85em/1.4 var(--mono); background: var(--code); padding: .1em .3em; border-radius: 4px; white-space: pre-wrap; }
  pre.block { font: .85em/1.35 var(--mono); background: var(--code); border: 1px solid var(--border); border-radius: 4px; padding: 8px; margin: 6px 0;
    white-space: pre-wrap; overflow-wrap: anywhere; max-width: 90ch; max-height: 60vh; overflow: auto; unicode-bidi: isolate; direction: ltr; text-align: start; }
  pre.block code { font: inherit; }
  .mention { display: inline; border: 0; padding: 0 2px; border-radius: 3px; font: inherit; font-weight: 500; cursor: default; text-align: start;
    background: color-mix(in srgb, var(--tint, var(--mention)) 12%, var(--mention)); color: var(--mention-text); overflow-wrap: anywhere; }
  button.mention { cursor: pointer; }
  button.mention:hover { text-decoration: underline; }
  .stamp { background: var(--code); border-radius: 3px; padding: 0 2px; }
  .emoji { font-size: 1.15em; line-height: 1; }
  .small { font-size: 12px; color: var(--muted); }
`;
