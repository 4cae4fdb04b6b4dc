/** Whether a turn was recorded, and as which turn of the transcript. */
export class RecordOutcome {
  /** Settles once that is known: to the turn's number, counted from 1, or to nothing if there's no record of it. */
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

  /** Notes which turn of the transcript it is, or that it is none. Only the first call counts. */
  settle(number: number | undefined): void {
    if (this.#state.is === 'settled') return;
    this.#state = { is: 'settled', number };
    this.#resolve(number);
  }
}
