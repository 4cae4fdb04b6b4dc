import type { Shelf } from '../store/store.ts';

/** That somebody does not want to be heard in a server. */
export type Refusal = { at: number };

/** Who does not want to be heard, by server. What people chose is obeyed at once and outlives the process. */
export class Consent {
  #shelf: Shelf<Refusal>;

  constructor(shelf: Shelf<Refusal>) {
    this.#shelf = shelf;
  }

  /** Those among `people` who do not want to be heard. Rejects when that cannot be known. */
  async refused(guildId: string, people: readonly string[]): Promise<string[]> {
    const found = await this.#shelf.getSurely(people.map((id) => key(guildId, id)));
    return people.filter((_, index) => found[index] !== undefined);
  }

  /** Takes down what somebody chose. `at` is in milliseconds since the epoch. */
  async choose(guildId: string, personId: string, heard: boolean, at: number): Promise<void> {
    if (heard) await this.#shelf.delete([key(guildId, personId)]);
    else await this.#shelf.set(key(guildId, personId), { at });
  }
}

const key = (guildId: string, personId: string): string => `${guildId}:${personId}`;
