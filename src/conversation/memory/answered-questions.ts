import type { SummaryLedger } from './summary-ledger.ts';
import { addAnsweredId } from './transcript-summary.ts';

/** The ids of the latest answered questions: Discord, or a process that died, may bring the same question twice. */
export class AnsweredQuestions {
  readonly #ledger: SummaryLedger;

  constructor(ledger: SummaryLedger) {
    this.#ledger = ledger;
  }

  /** Whether the question with this id was answered, however that ended. While the store is unavailable, it says no. */
  async knows(id: string): Promise<boolean> {
    const summary = await this.#ledger.summary().catch(() => undefined);
    return summary?.done?.includes(id) ?? false;
  }

  /** Notes that a question was answered that left no turn in the transcript. @throws {StoreUnavailableError} */
  async note(id: string): Promise<void> {
    const summary = await this.#ledger.change((before) => addAnsweredId(before, id));
    await this.#ledger.write(summary, []);
  }
}
