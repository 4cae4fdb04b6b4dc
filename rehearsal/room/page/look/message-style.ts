import { css } from 'lit';
import { WORDS_STYLE } from './words-style.ts';

const MESSAGE = css`
  :host { display: block; font: 16px/1.375 var(--font); color: var(--text); --edge: 2px; }
  :host(:dir(rtl)) { --edge: -2px; }
  .message { position: relative; padding-block: 2px; padding-inline: 72px 48px; min-height: 44px; margin-top: 14px; }
  article:focus-visible { outline-offset: -2px; }
  .message.continued { margin-top: 0; min-height: 22px; }
  .message:hover, .message:focus-within { background: var(--hover); }
  .message.mentioned { background: var(--mentioned); box-shadow: inset var(--edge) 0 0 #d4a020; }
  .message.ephemeral { background: var(--ephemeral); box-shadow: inset var(--edge) 0 0 var(--brand); padding-block: 6px; }
  .avatar { display: grid; place-items: center; border-radius: 50%; background: var(--face); color: #fff; font-weight: 600; overflow: hidden; flex: none; user-select: none; }
  .avatar.big { position: absolute; inset-inline-start: 16px; width: 40px; height: 40px; font-size: 15px; }
  .avatar.small { width: 16px; height: 16px; font-size: 7px; display: inline-grid; }
  .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 8px; }
  .author { font-weight: 500; color: var(--strong); overflow-wrap: anywhere; min-width: 0; }
  .author .dot { display: inline-block; width: 8px; height: 8px; border-radius: 50%; background: var(--tint); margin-inline-start: 4px; }
  .tag { background: var(--brand); color: #fff; font-size: 10px; font-weight: 600; line-height: 15px; padding: 0 5px; border-radius: 4px; align-self: center; }
  .when, .edited { font-size: 12px; color: var(--muted); }
  .edited { margin-inline-start: 4px; }
  .above { display: flex; align-items: center; gap: 4px; font-size: 14px; color: var(--muted); margin-bottom: 4px; min-width: 0; position: relative; }
  .above::before { content: ''; position: absolute; inset-inline-start: -36px; top: 50%; width: 32px; height: 12px; border: 2px solid var(--border-strong);
    border-inline-end: 0; border-bottom: 0; border-start-start-radius: 6px; }
  .above .name { font-weight: 500; flex: none; max-width: 40%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .above .use { min-width: 0; overflow-wrap: anywhere; }
  .above .quoted { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; border: 0; background: none; padding: 0; font: inherit; color: inherit; text-align: start; cursor: pointer; }
  .above .quoted:hover { color: var(--text); }
  .thinking { display: flex; align-items: center; gap: 8px; color: var(--muted); }
  .dots { display: inline-flex; gap: 4px; }
  .dots i { width: 7px; height: 7px; border-radius: 50%; background: currentColor; animation: dot 1.2s infinite; }
  .dots i:nth-child(2) { animation-delay: .2s; }
  .dots i:nth-child(3) { animation-delay: .4s; }
  @keyframes dot { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
  .foot { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; font-size: 12px; color: var(--muted); margin-top: 4px; }
  .foot .icon { width: 16px; height: 16px; }
  .plain { border: 0; background: none; padding: 0; font: inherit; color: var(--link); cursor: pointer; }
  .plain:hover { text-decoration: underline; }
  .system { display: flex; gap: 12px; align-items: baseline; padding-block: 2px; padding-inline: 40px 16px; color: var(--muted); margin-top: 10px; overflow-wrap: anywhere; }
  .system .icon { color: var(--good); align-self: center; }
  .forward { border-inline-start: 4px solid var(--border-strong); padding-inline-start: 12px; margin: 4px 0; }
  .forward-head { display: flex; align-items: center; gap: 4px; color: var(--muted); font-style: italic; font-size: 14px; }
  .forward-head .icon { width: 16px; height: 16px; }
  .thread { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-top: 6px; padding: 8px 12px; border-radius: 8px; background: var(--card); border: 1px solid var(--border); width: fit-content; max-width: 100%; }
  .thread strong { overflow-wrap: anywhere; }
  .actions { position: absolute; top: -14px; inset-inline-end: 14px; max-width: calc(100% - 28px); display: flex; flex-wrap: wrap; gap: 2px; padding: 2px; border-radius: 8px; background: var(--float);
    border: 1px solid var(--border-strong); opacity: 0; pointer-events: none; }
  .message:hover > .actions, .message:focus-within > .actions { opacity: 1; pointer-events: auto; }
  @media (hover: none) { .message > .actions { opacity: 1; pointer-events: auto; position: static; width: fit-content; max-width: 100%; flex-wrap: wrap; margin-top: 4px; } }
  .actions button { border: 0; white-space: nowrap; background: none; color: var(--text); font: 500 13px/1.2 var(--font); padding: 6px 8px; border-radius: 6px; cursor: pointer; }
  .actions button:hover { background: var(--hover-strong); }
  .stickers { display: flex; flex-wrap: wrap; gap: 8px; }
  .sticker { display: grid; place-items: center; width: 160px; height: 160px; padding: 8px; text-align: center; border: 2px dashed var(--border-strong); border-radius: 12px; overflow-wrap: anywhere; }
  .parts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px; justify-items: start; min-width: 0; }
  .parts > * { max-width: 100%; min-width: 0; }
  @media (max-width: 520px) {
    .message { padding-inline: 56px 12px; }
    .avatar.big { inset-inline-start: 10px; width: 36px; height: 36px; }
    .above::before { inset-inline-start: -30px; width: 26px; }
    .system { padding-inline: 16px; }
  }
`;

const BOXES = css`
  .embed { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 16px; width: fit-content; max-width: min(520px, 100%); padding: 10px 16px 14px 14px; margin: 2px 0; background: var(--card);
    border: 1px solid var(--border); border-inline-start: 4px solid var(--bar, var(--border-strong)); border-radius: 4px; font-size: 14px; }
  .embed-words { display: grid; gap: 6px; min-width: 0; overflow-wrap: anywhere; }
  .embed-author { font-weight: 600; color: var(--strong); }
  .embed-title { font-weight: 600; font-size: 16px; color: var(--strong); }
  .embed-footer { font-size: 12px; color: var(--muted); }
  .fields { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; }
  .field { grid-column: 1 / -1; min-width: 0; }
  .field.inline { grid-column: auto; }
  .field-name { font-weight: 600; color: var(--strong); }
  .thumbnail .media, .thumbnail .no-media { width: 80px; height: 80px; object-fit: cover; }
  .media { display: block; max-width: min(550px, 100%); max-height: 350px; width: auto; height: auto; border-radius: 8px; object-fit: contain; background: var(--rail); }
  .no-media { display: flex; align-items: center; gap: 8px; padding: 12px; border-radius: 8px; border: 1px solid var(--border); background: var(--card); color: var(--muted); overflow-wrap: anywhere; overflow: hidden; }
  .file { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; width: 432px; max-width: 100%; padding: 12px; background: var(--card); border: 1px solid var(--border); border-radius: 8px; }
  .file-line { display: flex; gap: 10px; align-items: center; min-width: 0; }
  .file-line .icon { width: 30px; height: 30px; flex: none; color: var(--brand); }
  .file-words { display: grid; min-width: 0; overflow-wrap: anywhere; }
  audio { width: 100%; height: 40px; }
  .row { display: flex; flex-wrap: wrap; gap: 8px; width: 100%; }
  .row look-select { flex: 1 1 300px; }
  .container { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; width: 600px; max-width: 100%; padding: 14px 16px; background: var(--card); border: 1px solid var(--border); border-radius: 8px; min-width: 0; }
  .container.tinted { border-inline-start: 4px solid var(--bar); }
  .container > *, .section-words > * { min-width: 0; }
  .section { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 12px; align-items: start; width: 100%; }
  .section-words { display: grid; gap: 4px; min-width: 0; }
  .separator { height: 8px; width: 100%; }
  .separator.line { height: 1px; background: var(--border-strong); opacity: .5; margin: 4px 0; }
  .separator.line.large { margin: 12px 0; }
  .separator.large { height: 24px; }
  .separator.line.large { height: 1px; }
  .gallery { display: grid; gap: 4px; grid-template-columns: minmax(0, 1fr); width: 550px; max-width: 100%; border-radius: 8px; overflow: hidden; }
  .gallery.of-2, .gallery.of-3, .gallery.of-4 { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .gallery .media { width: 100%; height: 100%; object-fit: cover; }
  .gallery.of-1 .media { object-fit: contain; }
  .reactions { display: flex; flex-wrap: wrap; gap: 4px; }
  .reaction { display: inline-flex; gap: 6px; align-items: center; padding: 2px 8px; border-radius: 8px; border: 1px solid var(--border); background: var(--card); color: var(--text); font: 14px/1.4 var(--font); cursor: pointer; }
  .reaction[aria-pressed='true'] { background: var(--mention); border-color: var(--brand); color: var(--mention-text); }
  .poll { display: grid; gap: 8px; width: 440px; max-width: 100%; padding: 16px; margin: 0; background: var(--card); border: 1px solid var(--border); border-radius: 8px; min-width: 0; }
  .poll legend { float: inline-start; padding: 0; font-weight: 600; color: var(--strong); overflow-wrap: anywhere; }
  .poll legend + * { clear: both; }
  .poll-answer { position: relative; display: flex; gap: 8px; align-items: center; min-height: 44px; padding: 6px 12px; border-radius: 8px; border: 1px solid var(--border);
    background: linear-gradient(90deg, var(--hover-strong) var(--share, 0), var(--page) var(--share, 0)); overflow-wrap: anywhere; }
  .poll-answer:dir(rtl) { background: linear-gradient(270deg, var(--hover-strong) var(--share, 0), var(--page) var(--share, 0)); }
  .poll-answer.mine { border-color: var(--brand); }
  .poll-answer > span { min-width: 0; }
  .poll-answer input { margin-inline-start: auto; width: 18px; height: 18px; flex: none; }
  .poll-share { margin-inline-start: auto; font-size: 13px; flex: none; }
  .poll-foot { display: flex; justify-content: space-between; align-items: center; gap: 8px; }
`;

/** How a message looks, with all that it can hold. */
export const MESSAGE_STYLE = [WORDS_STYLE, MESSAGE, BOXES];
