/**
 * The number of a turn in the transcript, counted from 1. It's known only once the turn was stored, or turned out not
 * to be.
 */
export class TurnNumber {
  /** Settles once it's known: to the number, or to nothing if the turn isn't stored. It never rejects. */
  readonly settled: Promise<number | undefined>;
  #state: { is: 'open' } | { is: 'settled'; value: number | undefined } = { is: 'open' };
  readonly #resolve: (value: number | undefined) => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    this.settled = promise;
    this.#resolve = resolve;
  }

  /** The number, as far as it's known now. */
  get value(): number | undefined {
    return this.#state.is === 'settled' ? this.#state.value : undefined;
  }

  /** Notes the number, or that the turn isn't stored. Only the first call counts. */
  settle(value: number | undefined): void {
    if (this.#state.is === 'settled') return;
    this.#state = { is: 'settled', value };
    this.#resolve(value);
  }
}
