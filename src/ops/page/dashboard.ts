import { render } from 'lit';
import { choosePageLocale, findDirection } from '../../text/page-language.ts';
import { readTurnFile, TurnFileError, type TurnFileFault, writeTurnFile } from '../turn-file.ts';
import { addState, addTurnLine, type Board, EMPTY_BOARD, markLost } from './board.ts';
import { type BoardDeeds, drawBoard } from './board-sections.ts';
import { loadBoardWords, nameCode } from './board-words.ts';
import { LiveCharts } from './live-charts.ts';
import { followProcess, hasLogin, keepSession, RefusalError, sendToProcess } from './process-link.ts';

const root = document.querySelector('#dashboard') ?? document.body;
/** The reader's language, as the browser knows it. What the page was sent in is only as much of that as the request has told. */
const locale = choosePageLocale(navigator.languages);
const words = await loadBoardWords(locale);
const charts = new LiveCharts(words);
let board: Board = EMPTY_BOARD;

/** Shows the board as it is from now on. */
const show = (next: Board): void => {
  board = next;
  render(drawBoard(words, board, deeds), root as HTMLElement);
  if (board.state) charts.show(root, [...board.history, board.state.sample]);
};

const say = (said: string): void => show({ ...board, said });

/** Why the process did not do what it was to. */
const describeFailure = (error: unknown): string => {
  if (!(error instanceof RefusalError)) return words['said.unreachable'];
  const { code, status } = error;
  const known = nameCode(words.refusals, code);
  return known === code ? words['said.refused']({ status }) : known;
};

/** Has the process do something, and says what came of it. */
const attempt = async (done: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
    say(done);
  } catch (error) {
    say(describeFailure(error));
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

/** Why a file isn't a saved turn. */
const describeFault = (fault: TurnFileFault): string => {
  switch (fault.is) {
    case 'version':
      return words['file.version'](fault);
    case 'field':
      return words['file.field'](fault);
    default:
      return words[`file.${fault.is}` as const];
  }
};

const openTurn = async (file: File): Promise<void> => {
  try {
    show({ ...board, chosen: { from: 'file', turn: readTurnFile(await file.text()) }, said: words['said.open'] });
  } catch (error) {
    say(error instanceof TurnFileError ? describeFault(error.fault) : words['said.unreadable']);
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
    void attempt(words[accept ? 'said.taking' : 'said.refusing'], () => sendToProcess('/api/calls', { accept })),
  askToDrain: () => document.querySelector<HTMLDialogElement>('#drain-question')?.showModal(),
  drain: () => void attempt(words['said.draining'], () => sendToProcess('/api/drain')),
  logOut: hasLogin()
    ? () =>
        void attempt(words['said.left'], async () => {
          await sendToProcess('/logout');
          location.assign('/login');
        })
    : undefined,
};

document.title = words['page.title'];
Object.assign(document.documentElement, { lang: locale, dir: findDirection(locale) });
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
