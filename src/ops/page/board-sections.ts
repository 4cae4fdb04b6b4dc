import { html, nothing } from 'lit';
import type { Board, ChosenTurn } from './board.ts';
import type { BoardWords } from './board-words.ts';
import { drawChartFrames } from './live-charts.ts';
import { drawAwake, drawCaps, drawWarnings } from './place-tables.ts';
import { namePlace } from './place-words.ts';
import { drawNumbers, drawShards, drawStatus } from './process-summary.ts';
import { drawTurn } from './turn-picture.ts';
import { drawTurns, nameOutcome } from './turn-table.ts';

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

const drawControls = (words: BoardWords, { link, state }: Board, { decideCalls, askToDrain, logOut }: BoardDeeds) => {
  const isOff = link !== 'live' || !state || state.isDraining;
  const takes = state?.takesCalls ?? true;
  return html`<div class="controls">
    <button type="button" id="calls" ?disabled=${isOff} @click=${() => decideCalls(!takes)}>${words[takes ? 'control.refuse' : 'control.take']}</button>
    <button type="button" id="drain" ?disabled=${isOff} @click=${askToDrain}>${words['control.drain']}</button>
    ${logOut ? html`<button type="button" id="logout" @click=${logOut}>${words['control.logout']}</button>` : nothing}
  </div>`;
};

/** Asks before the process is drained. The browser keeps the keyboard within it and gives the focus back. */
const drawQuestion = (words: BoardWords, { drain }: BoardDeeds) => html`
  <dialog id="drain-question" aria-labelledby="drain-title">
    <h2 id="drain-title">${words['drain.title']}</h2>
    <p>${words['drain.text']}</p>
    <form method="dialog" class="controls">
      <button value="cancel" autofocus>${words['drain.cancel']}</button>
      <button value="drain" class="danger" @click=${drain}>${words['drain.drain']}</button>
    </form>
  </dialog>`;

const describeChosen = (words: BoardWords, { from, turn }: ChosenTurn): string => {
  const way = words.ways[turn.way];
  const told = words['line.turn']({ way, at: words.amounts.time(turn.at), outcome: nameOutcome(words, turn) });
  const where = 'place' in turn ? words['line.place']({ place: namePlace(words, turn.place), turn: told }) : told;
  return from === 'file' ? words['line.file']({ turn: where }) : where;
};

const drawChosen = (words: BoardWords, chosen: ChosenTurn | undefined, save: () => void) => {
  if (!chosen) return html`<p>${words['line.choose']}</p>`;
  return html`<p id="chosen">${describeChosen(words, chosen)}
      <button type="button" id="save" @click=${save}>${words['line.save']}</button></p>
    ${drawTurn(words, chosen.turn)}`;
};

const drawSections = (words: BoardWords, board: Board, deeds: BoardDeeds) => {
  const { state, turns, chosen } = board;
  if (!state) return nothing;
  const id = chosen?.from === 'process' ? chosen.turn.id : undefined;
  const parts = {
    now: drawNumbers(words, state),
    minutes: drawChartFrames(words, state.sample),
    awake: drawAwake(words, state),
    caps: drawCaps(words, state),
    gateway: drawShards(words, state),
    warnings: drawWarnings(words, state),
    turns: drawTurns(words, { turns, chosen: id, choose: deeds.choose }),
  };
  const draw = (name: keyof typeof parts) =>
    html`<section aria-labelledby="part-${name}"><h2 id="part-${name}">${words[`section.${name}` as const]}</h2>${parts[name]}</section>`;
  return (Object.keys(parts) as (keyof typeof parts)[]).map(draw);
};

/** The whole page. */
export const drawBoard = (words: BoardWords, board: Board, deeds: BoardDeeds) => html`
  <header><h1>Parley</h1>${drawStatus(words, board)}${drawControls(words, board, deeds)}</header>
  <p class="said" role="status" id="said">${board.said ?? ''}</p>
  ${drawSections(words, board, deeds)}
  <section aria-labelledby="line"><h2 id="line">${words['section.line']}</h2>
    <p><label for="open">${words['line.open']}</label> <input id="open" type="file" accept=".json,application/json" @change=${(event: Event) => event.target instanceof HTMLInputElement && deeds.open(event.target.files)}></p>
    ${drawChosen(words, board.chosen, deeds.save)}
  </section>
  ${drawQuestion(words, deeds)}`;
