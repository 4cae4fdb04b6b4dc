import type { Shelf, StoreRecord } from '../../store/store.ts';
import type { NumberedTurn, StoredTurn } from '../turns/stored-turn.ts';

/** This many turns are erased at once: the changes of all would be too many to be made together. */
const PIECE = 500;

/**
 * A channel's turns from one reset to the next. Each chapter has keys of its own, so nobody reads what is written late into
 * one that was forgotten. Its epoch is when the reset was, in milliseconds; the first chapter has none.
 */
export class TranscriptChapter {
  readonly epoch: number | undefined;
  readonly #channel: string;
  readonly #turns: Shelf<StoredTurn>;

  constructor(channel: string, epoch: number | undefined, turns: Shelf<StoredTurn>) {
    this.#channel = channel;
    this.epoch = epoch;
    this.#turns = turns;
  }

  /** A turn, to be written together with other records. */
  record(number: number, entry: StoredTurn): StoreRecord {
    return this.#turns.record(this.#id(number), entry);
  }

  async write(number: number, entry: StoredTurn): Promise<void> {
    await this.#turns.set(this.#id(number), entry);
  }

  /** One turn; nothing if there is none, or if it has expired. @throws {StoreUnavailableError} */
  async entry(number: number): Promise<StoredTurn | undefined> {
    return (await this.#turns.getReadable([this.#id(number)]))[0];
  }

  /** The turns from one number to another that are there. @throws {StoreUnavailableError} */
  async entries(first: number, last: number): Promise<NumberedTurn[]> {
    const ids = Array.from({ length: last - first + 1 }, (_, index) => this.#id(first + index));
    const entries = await this.#turns.getReadable(ids);
    return entries.flatMap((entry, index) => (entry ? [{ ...entry, number: first + index }] : []));
  }

  /** Erases the first `turns` turns, piece by piece. @throws {NotStoredError} when the store is away; some may be gone by then. */
  async erase(turns: number): Promise<void> {
    for (let first = 1; first <= turns; first += PIECE) {
      const length = Math.min(PIECE, turns - first + 1);
      await this.#turns.deleteSurely(Array.from({ length }, (_, index) => this.#id(first + index)));
    }
  }

  #id(number: number): string {
    return this.epoch === undefined ? `${this.#channel}:${number}` : `${this.#channel}:${this.epoch}:${number}`;
  }
}
