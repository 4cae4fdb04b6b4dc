import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';

/** How long to rest after a refusal for quota if Google doesn't say, in milliseconds. */
const REST = 30_000;

/** How fast the whole process may ask text models, because Google's limits count per key. */
export class TextPace {
  readonly #clock: Pick<Clock, 'now' | 'wall'>;
  /** Until when nothing is asked, in milliseconds of the clock. */
  #until = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'now' | 'wall'>) {
    this.#clock = clock;
  }

  /** When to ask again, in milliseconds since the epoch, if everything rests. */
  get at(): number | undefined {
    const left = this.#until - this.#clock.now();
    return left > 0 ? this.#clock.wall() + left : undefined;
  }

  /** @throws UserError that says when to ask again, while everything rests. */
  check(): void {
    if (this.at !== undefined) throw new UserError({ code: 'gemini.quota', at: this.at });
  }

  /** Google refused a request for quota, and wants a pause of so many milliseconds. */
  rest(pause = REST): void {
    this.#until = Math.max(this.#until, this.#clock.now() + pause);
  }
}
