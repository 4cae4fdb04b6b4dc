import type { StoredTurn } from '../turns/stored-turn.ts';
import type { TranscriptChapter } from './transcript-chapter.ts';
import type { TranscriptSummary } from './transcript-summary.ts';

/** What the transcript is as a whole; see `TranscriptLedger`. */
type SummarySource = { summary(): Promise<TranscriptSummary | undefined> };

/** Turns that people see although they are not finished: if the process dies, each counts as a turn. */
export class Drafts {
  readonly #ledger: SummarySource;
  #written: Promise<void> = Promise.resolve();

  constructor(ledger: SummarySource) {
    this.#ledger = ledger;
  }

  /** Resolves when what was written last is stored, or could not be: what is written over it must come after it. */
  get settled(): Promise<void> {
    return this.#written.catch(() => {});
  }

  /**
   * Keeps what there is of a turn, because people see it. In the end it is recorded in its place, or forgotten with everything
   * else.
   */
  async write(
    { number, chapter }: { number: number | undefined; chapter: TranscriptChapter | undefined },
    entry: StoredTurn,
  ): Promise<void> {
    if (number === undefined) return;
    // A draft of ours must not be taken for one that another process has left.
    this.#written = this.#ledger.summary().then(async (summary) => {
      if (chapter?.epoch === summary?.epoch) await chapter?.write(number, entry);
    });
    return this.#written;
  }
}
