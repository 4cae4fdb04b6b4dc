import type { Place } from '../../base/place.ts';
import type { Recap } from './recap.ts';
import type { SummaryLedger } from './summary-ledger.ts';
import type { TranscriptArchive } from './transcript-archive.ts';

/** The model's own summary of one conversation's older turns. */
export class RecapShelf {
  readonly #channel: string;
  readonly #archive: Pick<TranscriptArchive, 'recaps' | 'retention'>;
  readonly #ledger: SummaryLedger;

  constructor({ channel }: Place, archive: Pick<TranscriptArchive, 'recaps' | 'retention'>, ledger: SummaryLedger) {
    this.#channel = channel;
    this.#archive = archive;
    this.#ledger = ledger;
  }

  /**
   * The newest recap, if one was made since the conversation was last forgotten.
   *
   * @throws {StoreUnavailableError} if it can't be read. It isn't `undefined` then: the next recap would be made
   *   without it.
   */
  async get(): Promise<Recap | undefined> {
    const startedAt = (await this.#ledger.summary())?.startedAt;
    if (startedAt === undefined) return undefined;
    const recap = await this.#archive.recaps.get(this.#channel);
    const oldest = this.#archive.retention?.oldest();
    const isKept = recap && (oldest === undefined || recap.at >= oldest);
    return isKept && recap.startedAt === startedAt ? recap : undefined;
  }

  /** Replaces the recap. */
  async keep(recap: Recap): Promise<void> {
    await this.#archive.recaps.set(this.#channel, recap, this.#archive.retention?.lifetime());
  }
}
