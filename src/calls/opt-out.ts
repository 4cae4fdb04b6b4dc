import { BoundedMap } from '../base/bounded-map.ts';
import { UserError } from '../base/errors.ts';
import type { Shelf } from '../store/store.ts';
import { NotStoredError } from '../store/store-errors.ts';

/**
 * What a person chose. Every process is told, but only the one that stores the choice (`isMine`) may rely on a "yes":
 * another process may have stored a "no" since then.
 */
type Choice = { heard: boolean; isMine: boolean };

/** How many choices are remembered until they are stored. Beyond that, the oldest are forgotten. */
const MOST_DECIDED = 10_000;

/** The stored fact that a person doesn't want to be heard in a server, since `at`, in milliseconds since the epoch. */
export type OptOut = { at: number };

/** Who doesn't want to be heard, by server. A choice applies at once, and outlives the process. */
export class OptOuts {
  #shelf: Shelf<OptOut>;
  /** Choices that aren't stored yet. */
  #decided = new BoundedMap<string, Choice>(MOST_DECIDED);

  constructor(shelf: Shelf<OptOut>) {
    this.#shelf = shelf;
  }

  /** Those among `people` who don't want to be heard. Rejects if the store can't tell. */
  async findOptedOut(guildId: string, people: readonly string[]): Promise<string[]> {
    const found = await this.#shelf.getMany(people.map((id) => key(guildId, id)));
    return people.filter((id, index) => {
      const decided = this.#decided.get(key(guildId, id));
      return decided && (decided.isMine || !decided.heard) ? !decided.heard : found[index] !== undefined;
    });
  }

  /** Notes what a person has just chosen. It applies from now on; {@link keep} must follow. */
  decide(guildId: string, personId: string, heard: boolean): void {
    const id = key(guildId, personId);
    this.#decided.set(id, { heard, isMine: false });
  }

  /**
   * Stores a person's latest choice. `at` is in milliseconds since the epoch.
   *
   * @throws UserError if it couldn't be stored. It applies all the same while the process lives, and is stored as soon as
   * the store is available again.
   */
  async keep(guildId: string, personId: string, at: number): Promise<void> {
    const id = key(guildId, personId);
    const decided = this.#decided.get(id);
    if (!decided) return;
    decided.isMine = true;
    try {
      await this.#store(id, decided, at);
    } catch (error) {
      if (!(error instanceof NotStoredError)) throw error;
      void this.#storeLater(id, decided, at);
      throw new UserError(
        { code: decided.heard ? 'consent.heard-unstored' : 'consent.unheard-unstored' },
        { cause: error },
      );
    }
  }

  async #store(id: string, decided: Choice, at: number): Promise<void> {
    if (decided.heard) await this.#shelf.deleteSurely([id]);
    else await this.#shelf.setSurely(id, { at });
    if (this.#decided.get(id) === decided) this.#decided.delete(id);
  }

  /** Stores a choice once the store is available again, unless there's a newer one. Never rejects. */
  async #storeLater(id: string, decided: Choice, at: number): Promise<void> {
    for (let isDone = false; !isDone; ) {
      try {
        await this.#shelf.waitUntilBack();
        if (this.#decided.get(id) === decided) await this.#store(id, decided, at);
        isDone = true;
      } catch (error) {
        // If the store became unavailable again, this waits once more. After any other error, only this process knows.
        isDone = !(error instanceof NotStoredError && error.queued);
      }
    }
  }
}

const key = (guildId: string, personId: string): string => `${guildId}:${personId}`;
