/** How long to wait before trying again: twice as long each time, up to a limit. Times are milliseconds. */
export class RetryDelay {
  readonly #first: number;
  readonly #last: number;
  #next: number;

  constructor({ first, last }: { first: number; last: number }) {
    this.#first = first;
    this.#last = last;
    this.#next = first;
  }

  /** How long to wait this time. The next wait will be twice as long. */
  next(): number {
    const now = this.#next;
    this.#next = Math.min(now * 2, this.#last);
    return now;
  }

  /** It has worked: the next wait is short again. */
  reset(): void {
    this.#next = this.#first;
  }
}
