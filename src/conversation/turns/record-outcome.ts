/** What becomes of a turn's record: which turn of the transcript it is, or that it is none. */
export class RecordOutcome {
  /** Settles once that is known, with the turn's number, counted from 1, or with nothing if there is no record of it. */
  readonly settled: Promise<number | undefined>;
  #state: { is: 'open' } | { is: 'settled'; number: number | undefined } = { is: 'open' };
  readonly #resolve: (number: number | undefined) => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    this.settled = promise;
    this.#resolve = resolve;
  }

  /** Which turn of the transcript it is, once it is recorded. */
  get number(): number | undefined {
    return this.#state.is === 'settled' ? this.#state.number : undefined;
  }

  /** Notes which turn of the transcript it is, or that it is none; only the first word on it counts. */
  settle(number: number | undefined): void {
    if (this.#state.is === 'settled') return;
    this.#state = { is: 'settled', number };
    this.#resolve(number);
  }
}
