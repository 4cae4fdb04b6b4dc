import type { Clock } from '../../base/clock.ts';
import { OWN_CLOSE_REASONS } from '../failures/close-codes.ts';
import type { RawConnection } from './dial.ts';

/** After this many milliseconds without any frame, a connection with a question is checked. */
const DOUBT = 8_000;

/** After this many it's pinged, which leaves time for Google's late pongs. Most answers begin sooner. */
const WONDER = 1_000;

/** What is known of a connection that has just been asked something. */
type PeerWatchOptions = {
  clock: Clock;
  /** How long the connection has been open, in milliseconds. */
  age: number;
  /** Whether nothing of an answer has come yet. */
  isWaiting(): boolean;
  /** Ends the watch. */
  signal: AbortSignal;
};

/**
 * Cuts a connection whose other side turns out to be gone while a question waits on it. An older connection may be gone
 * without anyone knowing, and a ping shows that sooner than the model's silence does. A connection that was just set up
 * needs no watch.
 *
 * @throws the signal's reason if it aborts during a pause.
 */
export const watchPeer = async (
  connection: RawConnection,
  { clock, age, isWaiting, signal }: PeerWatchOptions,
): Promise<void> => {
  if (age < DOUBT) return;
  await clock.sleep(WONDER, signal);
  if (!isWaiting()) return;
  connection.ping();
  await clock.sleep(DOUBT - WONDER, signal);
  const isThere = await connection.isAlive();
  if (!isThere && isWaiting() && !signal.aborted) connection.cut(`${OWN_CLOSE_REASONS.silent} at all`);
};
