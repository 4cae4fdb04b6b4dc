import type { Shelf, StoreRecord } from '../../store/store.ts';
import type { NumberedTurn, StoredTurn } from '../turns/stored-turn.ts';

/** How many turns are erased at once. All of them would be too many changes for one transaction. */
const PIECE = 500;

/**
 * A channel's turns from one reset to the next. Each chapter has its own keys, so a late write to a forgotten one is
 * never read. Its epoch is the time of the reset before it, in milliseconds since the epoch; the first chapter has
 * none.
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

  /** Makes the record of a turn, to be written together with others. */
  record(number: number, entry: StoredTurn): StoreRecord {
    return this.#turns.record(this.#id(number), entry);
  }

  /** Writes a turn. */
  async write(number: number, entry: StoredTurn): Promise<void> {
    await this.#turns.set(this.#id(number), entry);
  }

  /** One turn; nothing if there's none with this number, or if it has expired. @throws {StoreUnavailableError} */
  async entry(number: number): Promise<StoredTurn | undefined> {
    return (await this.#turns.getReadable([this.#id(number)]))[0];
  }

  /** The turns from `first` to `last` that are there. @throws {StoreUnavailableError} */
  async entries(first: number, last: number): Promise<NumberedTurn[]> {
    const ids = Array.from({ length: last - first + 1 }, (_, index) => this.#id(first + index));
    const entries = await this.#turns.getReadable(ids);
    return entries.flatMap((entry, index) => (entry ? [{ ...entry, number: first + index }] : []));
  }

  /**
   * Erases the first `turns` turns, a piece at a time.
   *
   * @throws {NotStoredError} if the store becomes unavailable. Some of them may be gone by then.
   */
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
