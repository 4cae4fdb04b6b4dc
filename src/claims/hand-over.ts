import type { Clock } from '../base/clock.ts';
import { type Place, toPlace } from '../base/place.ts';
import type { Claims } from './claims.ts';

/** How often to look whether a home has come to rest, in milliseconds. */
const LOOK = 100;

/**
 * How long it may take from the entry of something that people did until it's seen that it's under way, in milliseconds. An
 * interaction that is acknowledged meanwhile can be answered by nobody else.
 */
const ENTRY = 500;

export type HandOverOptions = {
  /** Which places are handed over: another process hears what is said there. */
  isLeaving(place: Place): boolean;
  /** Whether something is under way in a channel that shouldn't be cut short: an answer, or somebody who speaks. */
  isBusy(channel: string): boolean;
  /** Whether something goes with a home that the other process has to take over before the next such home is left: a call. */
  hasCall(home: string): boolean;
  /** Gives up a home. Resolves once the other process has what can't be without one for long, or takes too long. It never rejects. */
  leave(home: string): Promise<void>;
  /** Whether there may be more to hand over soon. Nothing by default. */
  isAwaiting?(): boolean;
  /** For how long answers may go on, in milliseconds. What isn't answered by then is cut short. */
  patience: number;
  clock: Clock;
  signal: AbortSignal;
};

/**
 * Leaves homes to another process, which is there already: each as soon as nothing is under way in it, and those with a call one
 * after another. Resolves when all are left, or, if more are awaited, when the time is up.
 *
 * @throws the signal's reason if it aborts
 */
export const handOverHomes = async (
  claims: Pick<Claims, 'list'>,
  { isLeaving, isBusy, hasCall, leave, isAwaiting = () => false, patience, clock, signal }: HandOverOptions,
): Promise<void> => {
  const until = clock.now() + patience;
  const isLate = () => clock.now() >= until;
  const listLeaving = () => claims.list().filter(({ home, channels }) => isLeaving(toPlace(home, channels[0] ?? '')));
  let isCallMoving = false;
  const move = async (home: string) => {
    isCallMoving = true;
    await leave(home);
    isCallMoving = false;
  };
  for (;;) {
    for (const { home, channels, usedAt } of listLeaving()) {
      // All of its channels are asked, because a call gets ready to move when it's asked.
      const isInUse = channels.filter(isBusy).length > 0 || clock.now() - usedAt < ENTRY;
      if (isInUse && !isLate()) continue;
      if (isLate() || !hasCall(home)) void leave(home);
      else if (!isCallMoving) void move(home);
    }
    if (listLeaving().length === 0 && (isLate() || !(isCallMoving || isAwaiting()))) return;
    await clock.sleep(LOOK, signal);
  }
};
