import { uptime } from 'node:os';

/**
 * Where time comes from. Everything that waits takes a clock, so that a test can run an hour in an instant.
 *
 * A machine has two kinds of time, and they must not be mixed, because a person or the network may set the wall clock
 * at any moment. Everything that's measured or waited for uses `now`. The wall clock is for what people read, for
 * what's stored for a later process, and for comparison with the times of Discord or another machine.
 */
export type Clock = {
  /**
   * Milliseconds since the machine started; nobody can set them. All processes of one machine agree on them. On another
   * machine, or after the next start, they mean nothing. They may stand still while the machine sleeps.
   */
  now(): number;
  /** Milliseconds since the epoch, by the machine's wall clock. The difference of two of them isn't a duration. */
  wall(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. See {@link holdProcess}. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** How close together two readings have to be, in milliseconds, and how often that's tried on a busy machine. */
const TOGETHER = 0.1;
const MOST_READINGS = 20;

/**
 * By how much one clock is ahead of another, in milliseconds. The machine may halt the process between two readings, so the
 * readings that are closest together count.
 */
export const measureLead = (ahead: () => number, behind: () => number): number => {
  let [best, lead] = [Number.POSITIVE_INFINITY, 0];
  for (let count = 0; count < MOST_READINGS && best > TOGETHER; count++) {
    const before = behind();
    const other = ahead();
    const took = behind() - before;
    if (took >= best) continue;
    best = took;
    lead = other - (before + took / 2);
  }
  return lead;
};

/** What `performance.now` counts from, in milliseconds since the machine started. */
const BEGAN = measureLead(
  () => Number(process.hrtime.bigint()) / 1e6,
  () => performance.now(),
);

/** Milliseconds since the machine started, with fractions; see `Clock.now`. */
export const readMonotonicClock = (): number => BEGAN + performance.now();

/** If the wall clock and the monotonic one move apart by this much, in milliseconds, the machine has slept. */
const SLEPT = 50;

/**
 * How long the machine has run, its sleep included, in milliseconds. Leases ask for this often, and asking the system
 * means reading a file. So the system is asked only if the wall clock and the monotonic one have moved apart, as they
 * do in a sleep.
 */
export const readUptime = (() => {
  let apart = Number.NaN;
  let slept = 0;
  return (): number => {
    const now = readMonotonicClock();
    const distance = Date.now() - now;
    if (!(Math.abs(distance - apart) < SLEPT)) {
      apart = distance;
      slept = measureLead(() => uptime() * 1_000, readMonotonicClock);
    }
    return now + slept;
  };
})();

/**
 * The machine's own time. Its sleeps don't keep the process alive; otherwise everything that's done from time to time
 * would. `node:timers/promises` isn't used, because it creates an error with a stack for every sleep that's cut short.
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

/** Converts a moment of a clock to wall time, as the wall clock is set just now, for people to read. */
export const toWallTime = (clock: Pick<Clock, 'now' | 'wall'>, moment: number): number =>
  clock.wall() + moment - clock.now();

/** The longest timer that Node allows, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Keeps the process alive until it's disposed of. Every program holds it while it works, because Node ends a process
 * with exit code 13, and without a message, when all that it awaits is a sleep.
 */
export const holdProcess = (): Disposable => {
  const timer = setInterval(() => {}, LONGEST_TIMER);
  return { [Symbol.dispose]: () => clearInterval(timer) };
};

/**
 * What `work` resolves to, or `'late'` if `ms` milliseconds pass first. The work goes on either way.
 *
 * @throws what the work throws in time; the reason of `signal` as soon as it aborts.
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
  // When the work is done first, the sleep is cut short, which isn't an error.
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    signal?.removeEventListener('abort', follow);
    over.abort('in time');
  }
};

/**
 * What `work` resolves to. If it settled before the abort, that still counts. The work itself goes on after an abort,
 * but its outcome is ignored.
 *
 * @throws what the work throws; the signal's reason as soon as it aborts.
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
 * A signal that aborts with `reason` after `ms` milliseconds, or when `signal` does, until it's disposed of. It's for
 * work that takes a signal; use {@link within} to wait for work that doesn't.
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
