import type { Clock } from './clock.ts';

/** When something that a person did arrived in this process, and when it was known that this process answers it. */
export class InboundTime {
  /** In milliseconds of the clock. */
  readonly at: number;
  readonly #clock: Pick<Clock, 'now'>;
  #claimedAt: number | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.at = clock.now();
  }

  /** When it was known, in milliseconds of the clock; nothing before. */
  get claimedAt(): number | undefined {
    return this.#claimedAt;
  }

  /** This process has the claim of the place, so it answers. */
  noteClaim(): void {
    this.#claimedAt ??= this.#clock.now();
  }
}
