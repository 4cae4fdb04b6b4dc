import { render } from 'lit';
import { readTurnFile, TurnFileError, writeTurnFile } from '../turn-file.ts';
import { addState, addTurnLine, type Board, EMPTY_BOARD, markLost } from './board.ts';
import { type BoardDeeds, drawBoard } from './board-sections.ts';
import { LiveCharts } from './live-charts.ts';
import { followProcess, hasLogin, keepSession, sendToProcess } from './process-link.ts';

const root = document.querySelector('#dashboard') ?? document.body;
const charts = new LiveCharts();
let board: Board = EMPTY_BOARD;

/** Shows the board as it is from now on. */
const show = (next: Board): void => {
  board = next;
  render(drawBoard(board, deeds), root as HTMLElement);
  if (board.state) charts.show(root, [...board.history, board.state.sample]);
};

const say = (said: string): void => show({ ...board, said });

/** Has the process do something, and says what came of it. */
const attempt = async (done: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
    say(done);
  } catch (error) {
    say(error instanceof TypeError ? 'The process can’t be reached.' : String(Object(error).message));
  }
};

/** Gives the browser a file to keep. */
const saveFile = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
};

const openTurn = async (file: File): Promise<void> => {
  try {
    show({ ...board, chosen: { from: 'file', turn: readTurnFile(await file.text()) }, said: 'The turn is open.' });
  } catch (error) {
    say(error instanceof TurnFileError ? error.message : 'This file can’t be read.');
  }
};

const deeds: BoardDeeds = {
  choose: (id) => {
    const turn = board.turns.find((one) => one.id === id);
    if (turn) show({ ...board, chosen: { from: 'process', turn } });
  },
  save: () => {
    if (!board.chosen) return;
    const { turn } = board.chosen;
    // Names of servers and channels stay here.
    const { place: _, ...line } = { place: undefined, ...turn };
    saveFile(`parley-turn-${line.id}.json`, writeTurnFile(line));
  },
  open: (files) => {
    const file = files?.[0];
    if (file) void openTurn(file);
  },
  decideCalls: (accept) =>
    void attempt(accept ? 'New calls are taken again.' : 'New calls are refused from now on.', () =>
      sendToProcess('/api/calls', { accept }),
    ),
  askToDrain: () => document.querySelector<HTMLDialogElement>('#drain-question')?.showModal(),
  drain: () => void attempt('This process is being drained.', () => sendToProcess('/api/drain')),
  logOut: hasLogin()
    ? () =>
        void attempt('You’re logged out.', async () => {
          await sendToProcess('/logout');
          location.assign('/login');
        })
    : undefined,
};

root.replaceChildren();
show(board);
followProcess({
  load: (history, turns) => show({ ...board, history, turns }),
  tell: (state) => show(addState(board, state)),
  change: (turn) => show(addTurnLine(board, turn)),
  lose: () => show(markLost(board)),
});
if (hasLogin()) keepSession();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  charts.clear();
  show(board);
});
