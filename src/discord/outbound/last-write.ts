import type { Clock } from '../../base/clock.ts';

/** Whoever hasn't written for so long, in milliseconds, may have lost its lease meanwhile, and another process may have written there. */
const UNWATCHED = 2_000;

/** After so many attempts of which it's unknown what came of them, anything may stand there. */
const MOST_UNSURE = 10;

/**
 * What this process wrote last in a message of its own. A process that stood still doesn't know what became of it: another one may have
 * ended the answer in the same message, and people may have gone on from there. Words written over that would stand there twice.
 */
export class LastWrite {
  readonly #clock: Pick<Clock, 'now' | 'wall'>;
  /** When it began to write, by both clocks: only the wall clock goes on while the machine sleeps. */
  #at = { now: Number.POSITIVE_INFINITY, wall: Number.POSITIVE_INFINITY };
  /** What may stand there since, as Discord shows it: several things if it's unknown what came of the last attempt. */
  #known: readonly string[] | 'anything' = [];

  constructor(clock: Pick<Clock, 'now' | 'wall'>) {
    this.#clock = clock;
  }

  /**
   * Writes `content`. `write` resolves to what it has written where, as Discord tells it.
   *
   * @throws what `write` throws
   */
  async note<T extends { content: string }>(content: string, write: () => Promise<T>): Promise<T> {
    const known = this.#known;
    this.#at = { now: this.#clock.now(), wall: this.#clock.wall() };
    this.#known = known === 'anything' || known.length > MOST_UNSURE ? 'anything' : [...known, content.trim()];
    const written = await write();
    this.#known = [written.content];
    return written;
  }

  /**
   * Whether another process has written there since. `read` tells what stands there now; if it can't, nothing is known of others.
   * It never rejects.
   */
  async isForeign(read: () => Promise<{ content: string }>): Promise<boolean> {
    const known = this.#known;
    if (known === 'anything' || this.#age < UNWATCHED) return false;
    const there = await read().catch(() => undefined);
    return there !== undefined && !known.includes(there.content);
  }

  get #age(): number {
    return Math.max(this.#clock.now() - this.#at.now, this.#clock.wall() - this.#at.wall);
  }
}
