import type { NamedTurn, OperatorState, Sample } from '../operator-state.ts';
import type { TurnLine } from '../turn-lines.ts';

/** Whether the process can be heard: it's not known yet, it can, it can't just now, or it has said that it ends and did. */
export type Link = 'loading' | 'live' | 'lost' | 'ended';

/** The turn that is drawn: one of this process, which may still go on, or one that was saved. */
export type ChosenTurn = { from: 'process' | 'file'; turn: NamedTurn | TurnLine };

/** Everything that the page shows. */
export type Board = {
  readonly link: Link;
  readonly state?: OperatorState;
  readonly history: readonly Sample[];
  /** The newest first. */
  readonly turns: readonly NamedTurn[];
  readonly chosen?: ChosenTurn;
  /** What came of what the operator did last. */
  readonly said?: string;
};

/** As many as the process keeps. */
const MOST_SAMPLES = 180;
const MOST_TURNS = 500;

/** How far apart two samples of the history are, in milliseconds. */
const PAUSE = 5_000;

export const EMPTY_BOARD: Board = { link: 'loading', history: [], turns: [] };

/** The board with a newer state. The history goes on with it, as that of the process does. */
export const addState = (board: Board, state: OperatorState): Board => {
  const { sample } = state;
  const last = board.history.at(-1);
  const isDue = !last || sample.at - last.at >= PAUSE;
  const history = isDue ? [...board.history, sample].slice(-MOST_SAMPLES) : board.history;
  return { ...board, link: 'live', state, history };
};

/** The board with a turn that is new or has changed. */
export const addTurnLine = (board: Board, turn: NamedTurn): Board => {
  const others = board.turns.filter(({ id }) => id !== turn.id);
  const turns = [turn, ...others].sort((one, other) => other.id - one.id).slice(0, MOST_TURNS);
  const { chosen } = board;
  const isChosen = chosen?.from === 'process' && chosen.turn.id === turn.id;
  return { ...board, turns, ...(isChosen && { chosen: { from: 'process', turn } }) };
};

/** The board of which the process can't be heard any more. */
export const markLost = (board: Board): Board => ({ ...board, link: board.state?.isDraining ? 'ended' : 'lost' });
