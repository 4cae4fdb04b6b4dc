import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { Mutex } from '../../base/mutex.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import { toLoggable } from '../gateway/api-errors.ts';

/** How long is waited for more of what was found, in milliseconds: it comes in several messages at once. */
export const GATHERING = 1_200;

/** How much was found on the web for a turn's answer. It only grows once the turn has ended. */
export const countFound = ({ grounding: { sources, queries } }: Turn): number => sources.length + queries.length;

/**
 * Shows what Google tells only after the end of an answer that it was found on the web. Of it, `shown` is there already.
 * `show` is never called twice at once.
 */
export const followLateSources = (
  turn: Turn,
  { shown, show, clock, log }: { shown: number; show(): Promise<unknown>; clock: Clock; log: Logger },
): void => {
  const showing = new Mutex();
  let there = shown;
  const bring = async () => {
    if (countFound(turn) === there) return;
    await clock.sleep(GATHERING);
    there = countFound(turn);
    await show();
  };
  const onFailure = (error: unknown) =>
    log.info({ event: 'answer.sources_not_shown', err: toLoggable(error) }, 'sources could not be shown');
  turn.changes.on(async (change) => {
    if (change === 'grounded') void showing.run(bring).catch(onFailure);
  });
  // Some may have come while the end of the answer was being shown.
  void showing.run(bring).catch(onFailure);
};
