import type { Shelf } from '../store/store.ts';

/** That somebody does not want to be heard in a server. */
export type Refusal = { at: number };

/** Who does not want to be heard, by server. What people chose is obeyed at once and outlives the process. */
export class Consent {
  #shelf: Shelf<Refusal>;
  /** The newest choices that are not stored yet. */
  #decided = new Map<string, { heard: boolean }>();

  constructor(shelf: Shelf<Refusal>) {
    this.#shelf = shelf;
  }

  /** Those among `people` who do not want to be heard. Rejects when that cannot be known. */
  async refused(guildId: string, people: readonly string[]): Promise<string[]> {
    const found = await this.#shelf.getMany(people.map((id) => key(guildId, id)));
    return people.filter((id, index) => {
      const decided = this.#decided.get(key(guildId, id));
      return decided ? !decided.heard : found[index] !== undefined;
    });
  }

  /** Takes note of what somebody has just chosen, which counts from now on; {@link keep} has to follow. */
  decide(guildId: string, personId: string, heard: boolean): void {
    this.#decided.set(key(guildId, personId), { heard });
  }

  /**
   * Stores somebody's newest choice. What cannot be stored still counts for as long as the process lives. `at` is in
   * milliseconds since the epoch. Rejects as the store does.
   */
  async keep(guildId: string, personId: string, at: number): Promise<void> {
    const id = key(guildId, personId);
    const decided = this.#decided.get(id);
    if (!decided) return;
    if (decided.heard) await this.#shelf.delete([id]);
    else await this.#shelf.set(id, { at });
    if (this.#decided.get(id) === decided) this.#decided.delete(id);
  }
}

const key = (guildId: string, personId: string): string => `${guildId}:${personId}`;
