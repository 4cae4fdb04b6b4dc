import type { Clock } from '../base/clock.ts';
import { type Place, toPlace } from '../base/place.ts';
import type { Claims } from './claims.ts';

/** How often to look whether a home has come to rest, in milliseconds. */
const LOOK = 200;

type HandOverOptions = {
  /** Which places are handed over. */
  isLeaving(place: Place): boolean;
  /** Whether an answer is under way in a channel. */
  isAnswering(channel: string): boolean;
  /** For how long answers may go on, in milliseconds. What isn't answered by then is cut short. */
  patience: number;
  clock: Clock;
  signal: AbortSignal;
};

/**
 * Leaves homes to another process, which is there already: each as soon as no answer is under way in it. Resolves when all are
 * left.
 *
 * @throws the signal's reason if it aborts
 */
export const handOverHomes = async (
  claims: Pick<Claims, 'list' | 'giveUp'>,
  { isLeaving, isAnswering, patience, clock, signal }: HandOverOptions,
): Promise<void> => {
  const until = clock.now() + patience;
  for (;;) {
    const leaving = claims.list().filter(({ home, channels }) => isLeaving(toPlace(home, channels[0] ?? '')));
    const resting = leaving.filter(({ channels }) => clock.now() >= until || !channels.some(isAnswering));
    for (const { home } of resting) claims.giveUp(home);
    if (resting.length === leaving.length) return;
    await clock.sleep(LOOK, signal);
  }
};
