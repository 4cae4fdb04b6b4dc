import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { SlidingWindow } from '../base/sliding-window.ts';
import type { Text } from '../text/text.ts';

/** After so many of them within so many milliseconds people are told. */
const TOLD = { after: 3, within: 60 * 60_000 };

/** What counting missing words needs of a call. */
export type MissingWordsMeans = {
  /** Tells people what went wrong. */
  onFailure(text: Text): void;
  clock: Pick<Clock, 'now'>;
  log: Logger;
};

/** The answers that nobody heard, because Google never told what was said. A call's people are told once. */
export class MissingWords {
  readonly #means: MissingWordsMeans;
  readonly #lately: SlidingWindow;
  #isTold = false;

  constructor(means: MissingWordsMeans) {
    this.#means = means;
    this.#lately = new SlidingWindow(means.clock, TOLD.within);
  }

  /** There's one more. */
  note(): void {
    this.#lately.add();
    const { count } = this.#lately;
    if (this.#isTold || count < TOLD.after) return;
    this.#isTold = true;
    const { log, onFailure } = this.#means;
    log.warn(
      { event: 'call.words_missing', answers: count },
      'Google didn’t tell what was said, so answers were kept back',
    );
    onFailure({ code: 'call.words-missing' });
  }
}
