import { isDeepStrictEqual } from 'node:util';
import type { Text } from '../../text/text.ts';

/** What people must know besides the answer to a question, such as which of its files couldn't be opened, and why. */
export class TurnRemarks {
  readonly #all: Text[] = [];

  /** The remarks, in the order in which they were made. */
  get all(): readonly Text[] {
    return this.#all;
  }

  /** Adds a remark, unless it was made already. */
  add(remark: Text): void {
    if (!this.#all.some((one) => isDeepStrictEqual(one, remark))) this.#all.push(remark);
  }
}
