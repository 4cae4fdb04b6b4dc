import { setTimeout as wait } from 'node:timers/promises';

/** Where time comes from. Everything that waits takes one, so that a test can run an hour in an instant. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. Never keeps the process alive. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** The wall clock. */
export const systemClock: Clock = {
  now: Date.now,
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, { ref: false, ...(signal && { signal }) });
    } catch {
      throw signal?.reason;
    }
  },
};
