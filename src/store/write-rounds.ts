import { randomUUID } from 'node:crypto';

/**
 * Sees to it that a write which was given up, and may still be on its way, has no effect after a later one: it would bring back
 * what has been overwritten since. All writes of a process belong to a round, and each that fails or hangs ends it. A database
 * refuses a round once it knows a later one of the same writer.
 */
export class WriteRounds {
  /** What distinguishes this process from all others that write to the database. */
  readonly writer = randomUUID();
  #round = 0;

  /** The round that a write which begins now belongs to. */
  get current(): number {
    return this.#round;
  }

  /** A write of this round was given up. */
  end(round: number): void {
    if (round === this.#round) this.#round += 1;
  }

  /** Makes a write in the current round, which ends if it fails. */
  async run<T>(write: (round: number) => Promise<T>): Promise<T> {
    const round = this.#round;
    try {
      return await write(round);
    } catch (error) {
      this.end(round);
      throw error;
    }
  }
}

/** How long a database remembers the round of a writer that is gone or writes nothing, in milliseconds. Nothing is on its way for so long. */
export const WRITER_MEMORY = 24 * 60 * 60_000;

/** The database knows a later round of this writer, or has lost what it knew. */
export class RoundOverError extends Error {
  override name = 'RoundOverError';
  constructor() {
    super('a write came too late');
  }
}
