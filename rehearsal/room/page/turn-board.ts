import { css, html, LitElement, type TemplateResult } from 'lit';
import { THEME } from './look/theme.ts';
import type { LinkState } from './room-link.ts';
import type { RoomState, RoomTurn } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';

/** How many of the newest turns are shown. */
const SHOWN = 8;

/** `<room-turns>`: what happened to each turn and when, while it happens. */
export class TurnBoard extends LitElement {
  static override properties = { room: { attribute: false }, link: { attribute: false } };
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

  override render() {
    const newest = this.room.turns.slice(-SHOWN).toReversed();
    return html`<section aria-labelledby="turns"><h2 id="turns">Turns</h2>
      ${newest.length === 0 ? html`<p class="small">What happens to each question is shown here, while it happens.</p>` : ''}
      ${newest.map((turn, index) => this.#drawTurn(turn, index === 0))}</section>`;
  }

  #drawTurn({ channel, way, moments, outcome }: RoomTurn, isOpen: boolean): TemplateResult {
    const place = this.room.channels.find(({ id }) => id === channel)?.name ?? 'a channel';
    return html`<details ?open=${isOpen}><summary>#${place}, ${way}: ${outcome ?? (this.link === 'lost' ? 'nobody tells any more' : 'runs')}</summary>
      <ol>${moments.map(({ name, at, detail }) => html`<li><time>${Math.round(at)} ms</time><span>${name}${detail === undefined ? '' : `: ${detail}`}</span></li>`)}</ol>
    </details>`;
  }
}

customElements.define('room-turns', TurnBoard);
