import { css, html, LitElement, type TemplateResult } from 'lit';
import { nameCode } from '../../../src/ops/page/board-words.ts';
import { THEME } from './look/theme.ts';
import type { ReaderLanguage } from './reader-language.ts';
import type { LinkState } from './room-link.ts';
import type { RoomState, RoomTurn } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';

/** How many of the newest turns are shown. */
const SHOWN = 8;

/** `<room-turns>`: what happened to each turn and when, while it happens. */
export class TurnBoard extends LitElement {
  static override properties = {
    room: { attribute: false },
    link: { attribute: false },
    language: { attribute: false },
  };
  static override styles = [
    THEME,
    ROOM_STYLE,
    css`
      :host { display: block; padding: 0 8px 16px; }
      details { margin: 4px 8px; }
      summary { cursor: pointer; padding: 4px 0; }
      ol { margin: 0; padding-inline-start: 8px; border-inline-start: 3px solid var(--brand); list-style: none; }
      li { display: flex; gap: 8px; font-size: 13px; }
      time { min-width: 64px; text-align: end; font-variant-numeric: tabular-nums; color: var(--muted); }
    `,
  ];
  declare room: RoomState;
  declare link: LinkState;
  declare language: ReaderLanguage;

  override render() {
    const { words } = this.language;
    const newest = this.room.turns.slice(-SHOWN).toReversed();
    return html`<section aria-labelledby="turns"><h2 id="turns">${words['turns.title']}</h2>
      ${newest.length === 0 ? html`<p class="small">${words['turns.none']}</p>` : ''}
      ${newest.map((turn, index) => this.#drawTurn(turn, index === 0))}</section>`;
  }

  #drawTurn({ channel, way, moments, outcome }: RoomTurn, isOpen: boolean): TemplateResult {
    const { words, board } = this.language;
    const place = this.room.channels.find(({ id }) => id === channel)?.name ?? words['turns.somewhere'];
    return html`<details ?open=${isOpen}><summary><bdi>#${place}</bdi>, ${nameCode(board.ways, way)}: ${this.#nameEnd(outcome)}</summary>
      <ol>${moments.map((moment) => this.#drawMoment(moment))}</ol>
    </details>`;
  }

  #drawMoment({ what, at, detail }: RoomTurn['moments'][number]): TemplateResult {
    const { board } = this.language;
    const name = nameCode(board.moments, what);
    return html`<li><time>${board.amounts.took(at)}</time><span>${detail === undefined ? name : board['line.detail']({ name, detail })}</span></li>`;
  }

  /** How it ended. Nobody knows it of one whose process is gone, or while the room is. */
  #nameEnd(outcome: string | undefined): string {
    const { words, board } = this.language;
    if (outcome === 'cut off') return words['turns.cut-off'];
    if (outcome !== undefined) return nameCode(board.outcomes, outcome);
    return this.link === 'lost' ? words['turns.untold'] : board['turn.running'];
  }
}

customElements.define('room-turns', TurnBoard);
