import { makeSummaryRecord, type TranscriptArchive } from './transcript-archive.ts';
import { TranscriptChapter } from './transcript-chapter.ts';
import type { TranscriptSummary } from './transcript-summary.ts';

/** Keeps the summary that says what has yet to be erased. */
type SummaryKeeper = {
  summary(): Promise<TranscriptSummary | undefined>;
  change(change: (before: TranscriptSummary | undefined) => TranscriptSummary): Promise<TranscriptSummary>;
};

/** Erases the forgotten chapters of one channel from the store. */
export class ChapterEraser {
  readonly #channel: string;
  readonly #archive: TranscriptArchive;
  readonly #keeper: SummaryKeeper;
  #running: Promise<void> | undefined;

  constructor(channel: string, archive: TranscriptArchive, keeper: SummaryKeeper) {
    this.#channel = channel;
    this.#archive = archive;
    this.#keeper = keeper;
  }

  /**
   * Resolves once everything that was forgotten is erased.
   *
   * @throws {NotStoredError} or {@link StoreUnavailableError} if the store is unavailable; the rest has to be erased
   *   later.
   */
  erase(): Promise<void> {
    this.#running ??= this.#eraseAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #eraseAll(): Promise<void> {
    for (;;) {
      const [first] = (await this.#keeper.summary())?.forgotten ?? [];
      if (!first) return;
      await new TranscriptChapter(this.#channel, first, this.#archive).erase(first.turns);
      await this.#eraseRecap();
      const summary = await this.#keeper.change((before = { turns: 0 }) => ({
        ...before,
        forgotten: before.forgotten?.filter((one) => one !== first) ?? [],
      }));
      await this.#archive.writeSurely([makeSummaryRecord(this.#archive, this.#channel, summary)]);
    }
  }

  /** Erases the recap, unless one of the current conversation has replaced it already. */
  async #eraseRecap(): Promise<void> {
    const { recaps } = this.#archive;
    const [recap] = await recaps.getReadable([this.#channel]);
    const startedAt = (await this.#keeper.summary())?.startedAt;
    if (recap && recap.startedAt !== startedAt) await recaps.deleteSurely([this.#channel]);
  }
}
