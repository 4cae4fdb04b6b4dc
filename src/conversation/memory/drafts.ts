import type { StoredTurn } from '../turns/stored-turn.ts';
import type { TranscriptChapter } from './transcript-chapter.ts';
import type { TranscriptSummary } from './transcript-summary.ts';

/** Knows the conversation as a whole; see `SummaryLedger`. */
type SummarySource = { summary(): Promise<TranscriptSummary | undefined> };

/** Stores drafts of turns that people see before they're finished. If the process dies, a draft counts as the turn. */
export class Drafts {
  readonly #ledger: SummarySource;
  #written: Promise<void> = Promise.resolve();

  constructor(ledger: SummarySource) {
    this.#ledger = ledger;
  }

  /** Resolves when the last draft is stored or has failed. The finished turn, which replaces it, must come after it. */
  get settled(): Promise<void> {
    return this.#written.catch(() => {});
  }

  /**
   * Stores a draft in a turn's place. In the end the finished turn replaces it, or it's forgotten with everything else.
   * A turn without a number is not stored.
   */
  async write(
    { number, chapter }: { number: number | undefined; chapter: TranscriptChapter | undefined },
    entry: StoredTurn,
  ): Promise<void> {
    if (number === undefined) return;
    // The summary is read first: otherwise this draft would be counted as one that a dead process left.
    this.#written = this.#ledger.summary().then(async (summary) => {
      if (chapter?.isOf(summary)) await chapter.write(number, entry);
    });
    return this.#written;
  }
}
