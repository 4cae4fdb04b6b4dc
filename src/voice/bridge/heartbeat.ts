import type { Clock } from '../../base/clock.ts';

/** Milliseconds between two questions. */
const EVERY = 2_000;

/** What asking of a process takes. */
type HeartbeatOptions = {
  clock: Clock;
  /** Asks the process for a sign of life. */
  ask: () => void;
  /** It gives none any more. */
  hangs: () => void;
};

/**
 * Watches over a process that can hang without dying: in a loop, in a library, or because the system has stopped it. A
 * call in it would be silent for ever, and nothing would say so.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #over = new AbortController();
  #felt = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    // It ends by being aborted.
    this.#watch().catch(() => {});
  }

  /** Anything that came from the process is a sign of life. */
  feel(): void {
    this.#felt = true;
  }

  /** There is nothing to watch over any more. */
  end(): void {
    this.#over.abort();
  }

  async #watch(): Promise<void> {
    const { clock, ask, hangs } = this.#options;
    do {
      this.#felt = false;
      ask();
      await clock.sleep(EVERY, this.#over.signal);
      // Perhaps it is this process that was busy; then the answer is read before the next timer rings.
      if (!this.#felt) await clock.sleep(EVERY, this.#over.signal);
    } while (this.#felt);
    hangs();
  }
}
