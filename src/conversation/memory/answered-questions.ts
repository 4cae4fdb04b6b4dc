import type { TranscriptArchive } from './transcript-archive.ts';
import type { TranscriptLedger } from './transcript-ledger.ts';
import { addAnsweredId } from './transcript-summary.ts';

/** The questions that were answered last, by their ids: Discord, or a process that died, may bring one twice. */
export class AnsweredQuestions {
  readonly #channel: string;
  readonly #archive: Pick<TranscriptArchive, 'summaries'>;
  readonly #ledger: TranscriptLedger;

  constructor(channel: string, archive: Pick<TranscriptArchive, 'summaries'>, ledger: TranscriptLedger) {
    this.#channel = channel;
    this.#archive = archive;
    this.#ledger = ledger;
  }

  /** Whether the question with this id was answered, however that ended, as far as that can be known. */
  async knows(id: string): Promise<boolean> {
    const summary = await this.#ledger.summary().catch(() => undefined);
    return summary?.done?.includes(id) ?? false;
  }

  /** Notes that a question was answered of which there is no record. @throws {StoreUnavailableError} */
  async note(id: string): Promise<void> {
    const summary = await this.#ledger.change((before) => addAnsweredId(before, id));
    await this.#archive.summaries.set(this.#channel, summary);
  }
}
