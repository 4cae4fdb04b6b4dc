import { html, nothing } from 'lit';
import type { Board, ChosenTurn } from './board.ts';
import { drawChartFrames } from './live-charts.ts';
import { formatPlace, formatTime } from './page-words.ts';
import { drawAwake, drawCaps, drawWarnings } from './place-tables.ts';
import { drawNumbers, drawShards, drawStatus } from './process-summary.ts';
import { drawTurn } from './turn-picture.ts';
import { drawTurns } from './turn-table.ts';

/** What an operator can do on the page. */
export type BoardDeeds = {
  choose(id: number): void;
  save(): void;
  open(files: FileList | null): void;
  decideCalls(accept: boolean): void;
  askToDrain(): void;
  drain(): void;
  logOut: (() => void) | undefined;
};

const drawControls = ({ link, state }: Board, { decideCalls, askToDrain, logOut }: BoardDeeds) => {
  const isOff = link !== 'live' || !state || state.isDraining;
  const takes = state?.takesCalls ?? true;
  return html`<div class="controls">
    <button type="button" id="calls" ?disabled=${isOff} @click=${() => decideCalls(!takes)}>${takes ? 'Refuse new calls' : 'Take calls again'}</button>
    <button type="button" id="drain" ?disabled=${isOff} @click=${askToDrain}>Drain this process…</button>
    ${logOut ? html`<button type="button" id="logout" @click=${logOut}>Log out</button>` : nothing}
  </div>`;
};

/** Asks before the process is drained. The browser keeps the keyboard within it and gives the focus back. */
const drawQuestion = ({ drain }: BoardDeeds) => html`
  <dialog id="drain-question" aria-labelledby="drain-title">
    <h2 id="drain-title">Drain this process?</h2>
    <p>It takes no more questions or calls, ends what runs, hands its conversations to the other processes, and ends. If nothing starts it again, and there’s no other, nobody gets an answer.</p>
    <form method="dialog" class="controls">
      <button value="cancel" autofocus>Cancel</button>
      <button value="drain" class="danger" @click=${drain}>Drain it</button>
    </form>
  </dialog>`;

const drawChosen = (chosen: ChosenTurn | undefined, save: () => void) => {
  if (!chosen) return html`<p>Choose a turn above, or open one that was saved.</p>`;
  const { from, turn } = chosen;
  const where = 'place' in turn ? `${formatPlace(turn.place)}, ` : '';
  return html`<p id="chosen">${from === 'file' ? 'From a file: ' : ''}${where}${turn.way}, asked at ${formatTime(turn.at)}, ${turn.outcome ?? 'running'}
      <button type="button" id="save" @click=${save}>Save as a file</button></p>
    ${drawTurn(turn)}`;
};

const drawSections = (board: Board, deeds: BoardDeeds) => {
  const { state, turns, chosen } = board;
  if (!state) return nothing;
  const id = chosen?.from === 'process' ? chosen.turn.id : undefined;
  return html`
    <section aria-labelledby="now"><h2 id="now">Now</h2>${drawNumbers(state)}</section>
    <section aria-labelledby="minutes"><h2 id="minutes">Last minutes</h2>${drawChartFrames(state.sample)}</section>
    <section aria-labelledby="awake"><h2 id="awake">Conversations that are awake</h2>${drawAwake(state)}</section>
    <section aria-labelledby="caps"><h2 id="caps">Caps</h2>${drawCaps(state)}</section>
    <section aria-labelledby="gateway"><h2 id="gateway">Gateway</h2>${drawShards(state)}</section>
    <section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>${drawWarnings(state)}</section>
    <section aria-labelledby="newest"><h2 id="newest">Turns</h2>${drawTurns({ turns, chosen: id, choose: deeds.choose })}</section>`;
};

/** The whole page. */
export const drawBoard = (board: Board, deeds: BoardDeeds) => html`
  <header><h1>Parley</h1>${drawStatus(board)}${drawControls(board, deeds)}</header>
  <p class="said" role="status" id="said">${board.said ?? ''}</p>
  ${drawSections(board, deeds)}
  <section aria-labelledby="line"><h2 id="line">Time line of one turn</h2>
    <p><label for="open">Open a saved turn</label> <input id="open" type="file" accept=".json,application/json" @change=${(event: Event) => event.target instanceof HTMLInputElement && deeds.open(event.target.files)}></p>
    ${drawChosen(board.chosen, deeds.save)}
  </section>
  ${drawQuestion(deeds)}`;
