import { TEST_PATIENCE } from '../patience.ts';

/** What a wait of a test may set. */
export type WaitOptions = {
  /** Real milliseconds after which the wait fails; by default as long as nothing takes on a busy machine. */
  deadline?: number;
};

/** Tells those who wait that something changed, so that tests wait for a state instead of sleeping. */
export class Changes {
  #checks = new Set<() => void>();

  /** Something changed: everyone looks again. */
  happened() {
    for (const check of [...this.#checks]) check();
  }

  /** Calls the listener whenever something changed. Call the result to stop that. */
  follow(listener: () => void): () => void {
    this.#checks.add(listener);
    return () => void this.#checks.delete(listener);
  }

  /**
   * Resolves as soon as `holds` returns something truthy; rejects with what `describe` says once the real-time deadline
   * has passed, or with what `holds` throws.
   */
  until(holds: () => unknown, describe: () => string, { deadline = TEST_PATIENCE }: WaitOptions = {}): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const late = () => reject(new Error(`Nothing of the kind happened within ${deadline} ms. ${describe()}`));
    // One that nobody waits for any more keeps no process alive.
    const timer = setTimeout(late, deadline).unref();
    const check = () => {
      try {
        if (holds()) resolve();
      } catch (error) {
        reject(error);
      }
    };
    this.#checks.add(check);
    check();
    return promise.finally(() => {
      clearTimeout(timer);
      this.#checks.delete(check);
    });
  }
}

/** Whether a text is the one looked for: exactly, or by a pattern. */
export const matches = (text: string, wanted: string | RegExp) =>
  typeof wanted === 'string' ? text === wanted : wanted.test(text);
