import { html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { NamedTurn } from '../operator-state.ts';
import type { TurnLine } from '../turn-lines.ts';
import { formatPlace, formatTime, formatTook } from './page-words.ts';

/** Whatever of an answer comes first. */
const PIECES: readonly string[] = ['worded', 'sounded', 'written'];

/** When the first piece of an answer came, in milliseconds after the question. */
const findFirst = ({ moments }: TurnLine): number | undefined => moments.find(({ what }) => PIECES.includes(what))?.at;

const findEnd = ({ moments }: TurnLine): number | undefined => moments.find(({ what }) => what === 'ended')?.at;

type TurnTableOptions = { turns: readonly NamedTurn[]; chosen: number | undefined; choose(id: number): void };

/** The newest turns. One of them is chosen by its time. */
export const drawTurns = ({ turns, chosen, choose }: TurnTableOptions) => {
  if (turns.length === 0) return html`<p>There was no turn since the start.</p>`;
  const row = (turn: NamedTurn) => html`<tr>
    <td><button type="button" aria-pressed=${turn.id === chosen ? 'true' : 'false'} @click=${() => choose(turn.id)}>${formatTime(turn.at)}</button></td>
    <td>${formatPlace(turn.place)}</td>
    <td>${turn.way}</td>
    <td>${turn.by}</td>
    <td>${turn.outcome ?? 'running'}</td>
    <td>${formatTook(findFirst(turn))}</td>
    <td>${formatTook(findEnd(turn))}</td>
  </tr>`;
  return guard(
    [turns, chosen],
    () => html`
    <div class="scroll tall" role="region" aria-label="Table of turns" tabindex="0">
      <table id="turns">
        <thead><tr>
          <th scope="col">Asked at</th><th scope="col">Where</th><th scope="col">Way</th><th scope="col">By</th>
          <th scope="col">Outcome</th><th scope="col">First piece</th><th scope="col">Whole</th>
        </tr></thead>
        <tbody>${repeat(turns, ({ id }) => id, row)}</tbody>
      </table>
    </div>`,
  );
};
