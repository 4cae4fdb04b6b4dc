import { listPieces, type ServerMessage } from '../protocol/server-message.ts';
import type { Generation } from './generation.ts';

/**
 * What may still come of an earlier answer. `cut`: we cut it short, and pieces still belong to it until the server
 * confirms that, or until `until`, in milliseconds of the clock. `doubt`: it was cut before any of it had come, so there
 * may be nothing to come. What comes is `kept` until the server says that it was cut, or until `until`; then it belongs
 * to the present answer. `owing`: only its `turnComplete` is missing, which ends `generation` if that is still running.
 */
export type EarlierAnswer =
  | { is: 'over' }
  | { is: 'cut'; until: number }
  | { is: 'doubt'; until: number; kept: ServerMessage[] }
  | { is: 'owing'; generation?: Generation };

/** How long pieces of an answer may still be on their way after we cut it short, in milliseconds. */
export const IN_FLIGHT = 500;

/** How many messages are kept meanwhile. No server sends more. */
export const MOST_KEPT = 1_000;

/** Whether a message contains a piece of an answer. */
export const isPiece = (message: ServerMessage): boolean => listPieces(message).length > 0;
