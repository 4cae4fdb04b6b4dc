/** Where time comes from. Everything that waits takes one, so that a test can run an hour in an instant. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. See {@link holdProcess}. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/**
 * The wall clock. Its sleeps do not keep the process alive, or whatever is done from time to time would. Not by
 * `node:timers/promises`, which makes an error with a stack for every sleep that is cut short.
 */
export const systemClock: Clock = {
  now: Date.now,
  sleep(ms, signal) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (signal?.aborted) return Promise.reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms).unref();
    signal?.addEventListener('abort', abort, { once: true });
    return promise;
  },
};

/** As long as Node lets a timer run, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Keeps the process alive until it is disposed of. Every program takes it for as long as it works: Node ends a process with
 * exit code 13, and without a word, when all that it awaits is a sleep.
 */
export const holdProcess = (): Disposable => {
  const timer = setInterval(() => {}, LONGEST_TIMER);
  return { [Symbol.dispose]: () => clearInterval(timer) };
};

/** A signal that aborts with `reason` after `ms` milliseconds, unless it is disposed of before, and whenever `signal` does. */
export const within = (
  clock: Clock,
  { ms, reason, signal }: { ms: number; reason: unknown; signal: AbortSignal },
): Disposable & { signal: AbortSignal } => {
  const over = new AbortController();
  const late = new AbortController();
  clock.sleep(ms, over.signal).then(
    () => late.abort(reason),
    () => {},
  );
  return {
    signal: AbortSignal.any([signal, late.signal]),
    [Symbol.dispose]: () => over.abort('in time'),
  };
};

/**
 * What `work` resolves to. The work itself goes on when nobody waits for it any more.
 *
 * @throws the signal's reason as soon as it is aborted.
 */
export const unlessAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

/** Resolves when something is over, well or not, or after `ms` milliseconds if it takes longer. */
export const atMost = async (ms: number, work: Promise<unknown>, clock: Pick<Clock, 'sleep'>): Promise<void> => {
  const enough = new AbortController();
  await Promise.race([work.catch(() => {}), clock.sleep(ms, enough.signal).catch(() => {})]);
  enough.abort('over');
};
