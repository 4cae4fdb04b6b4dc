import { UserError } from '../../base/errors.ts';
import type { BrokenAnswer } from './continuation.ts';

/** Wishes that are remembered; a wish is one for the moment until its button is gone. */
const MOST = 1_000;

/** The answers that somebody has asked for the rest of, oldest first. */
export class ContinuationRequests {
  readonly #made = new Set<string>();

  /**
   * Somebody wants the rest of an answer; resolves to how that is withdrawn.
   *
   * @throws UserError when somebody did before.
   */
  make(channel: string, { number, at }: BrokenAnswer): () => void {
    const wish = `${channel}:${number}:${at}`;
    if (this.#made.has(wish)) throw new UserError({ code: 'asking.already-continued' });
    this.#made.add(wish);
    const [oldest = wish] = this.#made;
    if (this.#made.size > MOST) this.#made.delete(oldest);
    return () => void this.#made.delete(wish);
  }
}
