import { RECORD_KINDS } from '../../store/record-kinds.ts';
import type { Shelf, StoreRecord } from '../../store/store.ts';
import type { NumberedTurn, StoredTurn } from '../turns/stored-turn.ts';
import type { Retention } from './retention.ts';
import { findEdition, type TranscriptSummary } from './transcript-summary.ts';

/** How many turns are erased at once. All of them would be too many changes for one transaction. */
const PIECE = 500;

/** Which chapter it is, what was erased from it, and for how long its turns are kept. */
type ChapterName = Pick<TranscriptSummary, 'epoch' | 'erased' | 'kept'>;

/** No numbers at all. */
const NO_GAP = { from: 1, to: 0 };

/**
 * A channel's turns from one reset to the next. Each chapter has its own keys, so a late write to a forgotten one is
 * never read. A summary's epoch is in them; the first chapter has none. Once people are erased from it, it's another edition.
 */
export class TranscriptChapter {
  readonly #channel: string;
  readonly #named: ChapterName;
  readonly #turns: Shelf<StoredTurn>;
  readonly #retention: Retention | undefined;

  constructor(
    channel: string,
    named: ChapterName,
    { turns, retention }: { turns: Shelf<StoredTurn>; retention?: Retention },
  ) {
    this.#channel = channel;
    this.#named = named;
    this.#turns = turns;
    this.#retention = retention;
  }

  /** Whether these are the turns that a summary counts, none of them erased since. */
  isOf(summary: ChapterName | undefined): boolean {
    return findEdition(summary) === findEdition(this.#named);
  }

  /** Makes the record of a turn, to be written together with others. */
  record(number: number, entry: StoredTurn): StoreRecord {
    return this.#turns.record(this.#id(number), entry, this.#countLeft(entry));
  }

  /** Makes what erases a turn together with writing others. */
  removal(number: number): StoreRecord {
    return this.#turns.removal(this.#id(number));
  }

  /** Writes a turn. */
  async write(number: number, entry: StoredTurn): Promise<void> {
    await this.#turns.set(this.#id(number), entry, this.#countLeft(entry));
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
   * The turns after the first `after` turns up to `last`, the newest `size` numbers first. It ends where the others have
   * expired.
   *
   * @throws {StoreUnavailableError}
   */
  async *readBack(after: number, last: number, size: number): AsyncGenerator<NumberedTurn[]> {
    const { from, to } = this.#findGap();
    for (let end = last; end > after; end -= size) {
      const first = Math.max(after, end - size) + 1;
      const page = await this.entries(first, end);
      // Turns expire in order, so if all of these are missing, those before them are, too, unless people were erased there.
      if (page.length === 0 && (end < from || first > to)) return;
      yield page;
    }
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

  /** Whether the record with this id is one of its first `turns` turns. */
  counts(id: string, turns: number): boolean {
    const number = Number(id.slice(id.lastIndexOf(':') + 1));
    return number <= turns && id === this.#id(number);
  }

  /** Erases single turns. @throws {NotStoredError} if the store is unavailable */
  async eraseTurns(numbers: readonly number[]): Promise<void> {
    await this.#turns.deleteSurely(numbers.map((number) => this.#id(number)));
  }

  /**
   * Between which numbers turns may be missing although older ones are there: where people were erased, until all turns from
   * before that have expired.
   */
  #findGap(): { from: number; to: number } {
    const { erased = { at: 0, ...NO_GAP }, kept = RECORD_KINDS.turn.lifetime } = this.#named;
    const [lifetime, oldest] = [this.#retention?.lifetime(), this.#retention?.oldest()];
    if (lifetime === undefined || oldest === undefined) return erased;
    // Until the turns are made to go by a shorter retention, they're there for as long as they were written with.
    const longest = Math.max(kept, lifetime);
    return erased.at < oldest + lifetime - longest ? NO_GAP : erased;
  }

  /** How much longer a turn is kept, in milliseconds, whenever it's written; nothing if that's as long as its kind. */
  #countLeft({ at }: StoredTurn): number | undefined {
    const oldest = this.#retention?.oldest();
    return oldest === undefined ? undefined : Math.max(1, at - oldest);
  }

  #id(number: number): string {
    const { epoch } = this.#named;
    return epoch === undefined ? `${this.#channel}:${number}` : `${this.#channel}:${epoch}:${number}`;
  }
}
