import { BoundedSet } from '../../base/bounded-set.ts';
import { UserError } from '../../base/errors.ts';
import type { BrokenAnswer } from './continuation.ts';

/** How many requests are remembered. A request matters only until its button disappears. */
const MOST = 1_000;

/** The answers that someone has asked to continue, oldest first. */
export class ContinuationRequests {
  readonly #made = new BoundedSet<string>(MOST);

  /**
   * Notes that someone wants the rest of an answer. Returns how to take that back.
   *
   * @throws UserError if someone already did.
   */
  make(channel: string, { number, at }: BrokenAnswer): () => void {
    const wish = `${channel}:${number}:${at}`;
    if (this.#made.has(wish)) throw new UserError({ code: 'asking.already-continued' });
    this.#made.add(wish);
    return () => void this.#made.delete(wish);
  }
}
