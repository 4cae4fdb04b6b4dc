import { type Clock, startDeadline, unlessAborted } from '../../base/clock.ts';

/** How long one request at the start may take, in milliseconds: over all tries, and each of them. */
export const START_PATIENCE = 6_000;
const ATTEMPT = 4_000;

/** The pause after the first failed try, in milliseconds; each further one is twice as long. */
const PAUSE = 500;

/** How to retry. `isFinal` decides for which errors another try is useless. */
type RetryOptions = { clock: Clock; signal: AbortSignal; isFinal(error: unknown): boolean };

/**
 * Does something over the network, and retries if it fails. A network that is coming up and a server that is restarting
 * are usable a moment later.
 *
 * @throws the error of the last try that got an answer, or the timeout if none did; the signal's reason if it aborts.
 */
export const retryUntilFinal = async <T>(
  work: (signal: AbortSignal) => Promise<T>,
  { clock, signal, isFinal }: RetryOptions,
): Promise<T> => {
  using patience = startDeadline(clock, {
    ms: START_PATIENCE,
    reason: new NoAnswerError(START_PATIENCE),
    signal,
  });
  let last: unknown;
  for (let pause = PAUSE; ; pause *= 2) {
    try {
      using attempt = startDeadline(clock, {
        ms: ATTEMPT,
        reason: new NoAnswerError(ATTEMPT),
        signal: patience.signal,
      });
      return await unlessAborted(work(attempt.signal), attempt.signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      // The end of our patience cuts the last try short, which says less than a try that ended by itself.
      if (last === undefined || !patience.signal.aborted) last = error;
      if (patience.signal.aborted || isFinal(error)) throw last;
    }
    await clock.sleep(pause, patience.signal).catch(() => {});
    if (signal.aborted) throw signal.reason;
    if (patience.signal.aborted) throw last;
  }
};

/** Nothing came back within this many milliseconds. */
export class NoAnswerError extends Error {
  override name = 'TimeoutError';
  constructor(ms: number) {
    super(`no answer within ${ms / 1_000} s`);
  }
}
