import type { Recap } from './recap.ts';
import type { TranscriptArchive } from './transcript-archive.ts';
import type { TranscriptLedger } from './transcript-ledger.ts';

/** What the model made of one conversation's older turns. */
export class RecapShelf {
  readonly #channel: string;
  readonly #archive: Pick<TranscriptArchive, 'recaps'>;
  readonly #ledger: TranscriptLedger;

  constructor(channel: string, archive: Pick<TranscriptArchive, 'recaps'>, ledger: TranscriptLedger) {
    this.#channel = channel;
    this.#archive = archive;
    this.#ledger = ledger;
  }

  /**
   * The newest recap, if there is one of this conversation since it was last forgotten.
   *
   * @throws {StoreUnavailableError} when it cannot be read: one that is there must not be taken for none, and made anew without it.
   */
  async get(): Promise<Recap | undefined> {
    const startedAt = (await this.#ledger.summary())?.startedAt;
    if (startedAt === undefined) return undefined;
    const recap = await this.#archive.recaps.get(this.#channel);
    return recap?.startedAt === startedAt ? recap : undefined;
  }

  /** Keeps a recap instead of the one before. */
  async keep(recap: Recap): Promise<void> {
    await this.#archive.recaps.set(this.#channel, recap);
  }
}
