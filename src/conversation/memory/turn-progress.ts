import type { TranscriptLedger } from './transcript-ledger.ts';

/** Which turns are recorded: of the newest that is known only some time after it was asked. */
export class TurnProgress {
  readonly #ledger: TranscriptLedger;
  /** The turn that was begun last, and when it is known whether it is recorded. */
  #begun: { number: number; recorded: Promise<unknown> } = { number: 0, recorded: Promise.resolve() };

  constructor(ledger: TranscriptLedger) {
    this.#ledger = ledger;
  }

  /** A turn begins that will have this number if it is recorded, which is known when `recorded` settles. */
  begin(number: number, recorded: Promise<unknown>): void {
    this.#begun = { number, recorded };
  }

  /** Resolves with how many of the first `turns` turns are recorded, once that is known of a turn that was begun. */
  async countRecorded(turns: number): Promise<number> {
    const { number, recorded } = this.#begun;
    if (turns >= number) await recorded;
    return Math.min(turns, (await this.#ledger.summary())?.turns ?? 0);
  }
}
