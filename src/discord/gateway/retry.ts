import { type Clock, startDeadline, unlessAborted } from '../../base/clock.ts';

/** How long Discord may take for something at the start, over all tries, and for each of them; in milliseconds. */
export const START_PATIENCE = 6_000;
const ATTEMPT = 4_000;

/** The pause after the first try that failed, in milliseconds; each further one is twice as long. */
const PAUSE = 500;

/** How something is tried. `isFinal` says of which failure another try would make no difference. */
export type RetryOptions = { clock: Clock; signal: AbortSignal | undefined; isFinal(error: unknown): boolean };

/**
 * Does something over the network, again if it fails: a network that is only coming up, and a server that is being
 * restarted, are there a moment later.
 *
 * @throws what the last try threw that had an answer, or was aborted because it had none; the signal's reason if that aborts.
 */
export const retryUntilFinal = async <T>(
  work: (signal: AbortSignal) => Promise<T>,
  { clock, signal, isFinal }: RetryOptions,
): Promise<T> => {
  const never = new AbortController().signal;
  using patience = startDeadline(clock, {
    ms: START_PATIENCE,
    reason: new NoAnswerError(START_PATIENCE),
    signal: signal ?? never,
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
      if (signal?.aborted) throw signal.reason;
      // The last try is cut short by the end of our patience, which says less than a try that came to its own end.
      if (last === undefined || !patience.signal.aborted) last = error;
      if (patience.signal.aborted || isFinal(error)) throw last;
    }
    await clock.sleep(pause, patience.signal).catch(() => {});
    if (signal?.aborted) throw signal.reason;
    if (patience.signal.aborted) throw last;
  }
};

/** Nothing came back in so many milliseconds. */
export class NoAnswerError extends Error {
  override name = 'TimeoutError';
  constructor(ms: number) {
    super(`no answer within ${ms / 1_000} s`);
  }
}
