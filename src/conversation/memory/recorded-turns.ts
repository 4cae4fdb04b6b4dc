import type { SummaryLedger } from './summary-ledger.ts';

/** How many turns are stored. For the newest one, that's known only some time after it was asked. */
export class RecordedTurns {
  readonly #ledger: SummaryLedger;
  /** The turn that began last, and what settles once it's known whether it's stored. */
  #newest: { number: number; settled: Promise<unknown> } = { number: 0, settled: Promise.resolve() };

  constructor(ledger: SummaryLedger) {
    this.#ledger = ledger;
  }

  /** Whether a turn has begun since this was opened. */
  get hasBegun(): boolean {
    return this.#newest.number > 0;
  }

  /** A turn begins that will have this number if it's stored, which is known when `settled` settles. */
  begin(number: number, settled: Promise<unknown>): void {
    this.#newest = { number, settled };
  }

  /** Resolves to how many of the first `turns` turns are stored, once that's known of the newest. */
  async count(turns: number): Promise<number> {
    const { number, settled } = this.#newest;
    if (turns >= number) await settled;
    return Math.min(turns, (await this.#ledger.summary())?.turns ?? 0);
  }
}
