import { BoundedMap } from '../base/bounded-map.ts';
import { UserError } from '../base/errors.ts';
import type { Shelf } from '../store/store.ts';
import { NotStoredError } from '../store/store-errors.ts';

/**
 * What somebody chose. Every process hears of it, and only the one that stores it (`isMine`) may take it for a consent: what
 * another one has stored since is not known here.
 */
type Choice = { heard: boolean; isMine: boolean };

/** Choices that are remembered without being stored here; who chose last is remembered. */
const MOST_DECIDED = 10_000;

/** That somebody does not want to be heard in a server. */
export type OptOut = { at: number };

/** Who does not want to be heard, by server. What people chose is obeyed at once and outlives the process. */
export class OptOuts {
  #shelf: Shelf<OptOut>;
  /** The newest choices that are not stored yet. */
  #decided = new BoundedMap<string, Choice>(MOST_DECIDED);

  constructor(shelf: Shelf<OptOut>) {
    this.#shelf = shelf;
  }

  /** Those among `people` who do not want to be heard. Rejects when that cannot be known. */
  async findOptedOut(guildId: string, people: readonly string[]): Promise<string[]> {
    const found = await this.#shelf.getMany(people.map((id) => key(guildId, id)));
    return people.filter((id, index) => {
      const decided = this.#decided.get(key(guildId, id));
      return decided && (decided.isMine || !decided.heard) ? !decided.heard : found[index] !== undefined;
    });
  }

  /** Takes note of what somebody has just chosen, which counts from now on; {@link keep} has to follow. */
  decide(guildId: string, personId: string, heard: boolean): void {
    const id = key(guildId, personId);
    this.#decided.set(id, { heard, isMine: false });
  }

  /**
   * Stores somebody's newest choice. `at` is in milliseconds since the epoch.
   *
   * @throws UserError when it could not be stored. It still counts for as long as the process lives, and is stored as
   * soon as the store is back.
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

  /** Stores a choice once the store is back, unless there is a newer one. It never rejects. */
  async #storeLater(id: string, decided: Choice, at: number): Promise<void> {
    for (let isDone = false; !isDone; ) {
      try {
        await this.#shelf.waitUntilBack();
        if (this.#decided.get(id) === decided) await this.#store(id, decided, at);
        isDone = true;
      } catch (error) {
        // It may have gone away again; anything else leaves the choice to this process.
        isDone = !(error instanceof NotStoredError && error.queued);
      }
    }
  }
}

const key = (guildId: string, personId: string): string => `${guildId}:${personId}`;
