import type { Address } from '../conversation/ownership.ts';
import type { Owning } from './home.ts';

/** What of one person may wait for it to be known who answers there; a home has room for a hundred. */
const MOST_OF_ONE = 10;

/** The way into a home, which one person cannot fill while it is not known which process talks there. */
export class Entrance {
  readonly #ownership: Pick<Owning, 'enter'>;
  readonly #waiting = new Map<string, number>();

  constructor(ownership: Pick<Owning, 'enter'>) {
    this.#ownership = ownership;
  }

  /** Whether this process answers what a person said somewhere: not if too much of theirs waits for that already. */
  async enter(person: string, address: Address): Promise<boolean> {
    const waiting = this.#waiting.get(person) ?? 0;
    if (waiting >= MOST_OF_ONE) return false;
    this.#waiting.set(person, waiting + 1);
    try {
      return await this.#ownership.enter(address);
    } finally {
      const rest = (this.#waiting.get(person) ?? 1) - 1;
      if (rest > 0) this.#waiting.set(person, rest);
      else this.#waiting.delete(person);
    }
  }
}
