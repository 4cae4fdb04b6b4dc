import { html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { NamedTurn } from '../operator-state.ts';
import type { TurnLine } from '../turn-lines.ts';
import { type BoardWords, nameCode } from './board-words.ts';
import { namePlace } from './place-words.ts';

/** Whatever of an answer comes first. */
const PIECES: readonly string[] = ['worded', 'sounded', 'written'];

/** When the first piece of an answer came, in milliseconds after the question. */
const findFirst = ({ moments }: TurnLine): number | undefined => moments.find(({ what }) => PIECES.includes(what))?.at;

const findEnd = ({ moments }: TurnLine): number | undefined => moments.find(({ what }) => what === 'ended')?.at;

/** How a turn ended, or that it hasn't. */
export const nameOutcome = (words: BoardWords, { outcome }: TurnLine): string =>
  outcome === undefined ? words['turn.running'] : nameCode(words.outcomes, outcome);

type TurnTableOptions = { turns: readonly NamedTurn[]; chosen: number | undefined; choose(id: number): void };

/** The newest turns. One of them is chosen by its time. */
export const drawTurns = (words: BoardWords, { turns, chosen, choose }: TurnTableOptions) => {
  if (turns.length === 0) return html`<p>${words['turns.none']}</p>`;
  const { time, took } = words.amounts;
  const row = (turn: NamedTurn) => html`<tr>
    <td><button type="button" aria-pressed=${turn.id === chosen ? 'true' : 'false'} @click=${() => choose(turn.id)}>${time(turn.at)}</button></td>
    <td>${namePlace(words, turn.place)}</td>
    <td>${words.ways[turn.way]}</td>
    <td>${words.models[turn.by]}</td>
    <td>${nameOutcome(words, turn)}</td>
    <td>${took(findFirst(turn))}</td>
    <td>${took(findEnd(turn))}</td>
  </tr>`;
  return guard(
    [turns, chosen],
    () => html`
    <div class="scroll tall" role="region" aria-label=${words['turns.label']} tabindex="0">
      <table id="turns">
        <thead><tr>
          ${HEADS.map((head) => html`<th scope="col">${words[head]}</th>`)}
        </tr></thead>
        <tbody>${repeat(turns, ({ id }) => id, row)}</tbody>
      </table>
    </div>`,
  );
};

const HEADS = [
  'turns.asked',
  'turns.where',
  'turns.way',
  'turns.by',
  'turns.outcome',
  'turns.first',
  'turns.whole',
] as const;
