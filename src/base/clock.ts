import { uptime } from 'node:os';

/**
 * Where time comes from. Everything that waits takes one, so that a test can run an hour in an instant.
 *
 * A machine has two kinds of time, and they must not be mixed: somebody, or the network, may set the wall clock at any
 * moment. Whatever is measured or waited for goes by `now`. The wall clock is for what people read, for what is stored for a
 * later process, and for what is compared with times of Discord's or of another machine.
 */
export type Clock = {
  /**
   * Milliseconds since the machine started, which nobody can set. All processes of a machine agree on it; on another one, or
   * after the next start, it means nothing. It may stand still while the machine sleeps.
   */
  now(): number;
  /** Milliseconds since the epoch, as the machine's wall clock shows them. Two of these never make a duration. */
  wall(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. See {@link holdProcess}. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** What `performance.now` counts from, in milliseconds since the machine started. */
const BEGAN = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** Milliseconds since the machine started, with fractions; see `Clock.now`. */
export const readMonotonicClock = (): number => BEGAN + performance.now();

/** The wall clock and the monotonic one move apart by this much when the machine has slept, in milliseconds. */
const SLEPT = 50;

/**
 * Milliseconds that the machine has run, its sleep included. The system is asked for that only when the wall clock has moved
 * apart from the monotonic one, as it does in a sleep: to ask means to read a file, and a lease is looked at often.
 */
export const readUptime = (() => {
  let apart = Number.NaN;
  let slept = 0;
  return (): number => {
    const now = readMonotonicClock();
    const distance = Date.now() - now;
    if (!(Math.abs(distance - apart) < SLEPT)) {
      apart = distance;
      slept = uptime() * 1_000 - now;
    }
    return now + slept;
  };
})();

/**
 * The machine's own time. Its sleeps do not keep the process alive, or whatever is done from time to time would. Not by
 * `node:timers/promises`, which makes an error with a stack for every sleep that is cut short.
 */
export const systemClock: Clock = {
  now: () => Math.floor(readMonotonicClock()),
  wall: () => Date.now(),
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

/** When a moment of a clock is by its wall clock, as that is set just now: for people who read it. */
export const toWallTime = (clock: Pick<Clock, 'now' | 'wall'>, moment: number): number =>
  clock.wall() + moment - clock.now();

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

/**
 * What `work` resolves to, or `'late'` when `ms` milliseconds have passed before. The work goes on all the same.
 *
 * @throws what the work throws in time; the reason of `signal` as soon as that aborts.
 */
export const within = async <T>(
  clock: Pick<Clock, 'sleep'>,
  ms: number,
  work: Promise<T>,
  signal?: AbortSignal,
): Promise<T | 'late'> => {
  const over = new AbortController();
  const follow = () => over.abort(signal?.reason);
  if (signal?.aborted) follow();
  signal?.addEventListener('abort', follow, { once: true });
  const late = clock.sleep(ms, over.signal).then(() => 'late' as const);
  // The sleep is cut short when the work is done, and then nobody waits for it.
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    signal?.removeEventListener('abort', follow);
    over.abort('in time');
  }
};

/**
 * What `work` resolves to; what had settled before the abort still counts. The work itself goes on when nobody waits for it
 * any more.
 *
 * @throws what the work throws; the signal's reason as soon as it is aborted.
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

/**
 * A signal that aborts with `reason` after `ms` milliseconds, or as `signal` does, until it is disposed of. It is for work
 * that takes a signal; what takes none is waited for by {@link within}.
 */
export const startDeadline = (
  clock: Pick<Clock, 'sleep'>,
  { ms, reason, signal }: { ms: number; reason: unknown; signal: AbortSignal },
): Disposable & { signal: AbortSignal } => {
  const over = new AbortController();
  const either = new AbortController();
  const follow = () => either.abort(signal.reason);
  if (signal.aborted) follow();
  // `AbortSignal.any` does the same at the price of weak references, which the garbage collector pays for each answer.
  signal.addEventListener('abort', follow, { once: true });
  clock.sleep(ms, over.signal).then(
    () => either.abort(reason),
    () => {},
  );
  return {
    signal: either.signal,
    [Symbol.dispose]: () => {
      signal.removeEventListener('abort', follow);
      over.abort('in time');
    },
  };
};
