import type { Clock } from './clock.ts';

/** Milliseconds between two pings, unless something else is said. */
const EVERY = 2_000;

/** What a heartbeat needs to watch a process. */
type HeartbeatOptions = {
  clock: Clock;
  /** Sends the process a ping. */
  ask: () => void;
  /** The process doesn't answer any more. */
  hangs: () => void;
  /** Milliseconds between two pings. A process that answers none of two hangs. */
  every?: number;
};

/**
 * Notices a child process that hangs without dying: in an endless loop, in a library, or because the system has stopped it. Its
 * work would stop for ever, and no event would say so.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #over = new AbortController();
  #felt = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    // It rejects when it's aborted, which is how it ends.
    this.#watch().catch(() => {});
  }

  /** The process sent something. Any message is a sign of life. */
  feel(): void {
    this.#felt = true;
  }

  /** Stops watching. */
  end(): void {
    this.#over.abort();
  }

  async #watch(): Promise<void> {
    const { clock, ask, hangs, every = EVERY } = this.#options;
    do {
      this.#felt = false;
      ask();
      await clock.sleep(every, this.#over.signal);
      // This process may have been too busy to read the answer. It reads it before the next timer fires.
      if (!this.#felt) await clock.sleep(every, this.#over.signal);
    } while (this.#felt);
    hangs();
  }
}
