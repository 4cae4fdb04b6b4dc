import type { Clock } from '../base/clock.ts';
import { toText } from '../base/errors.ts';
import { Throttle } from '../base/throttle.ts';
import type { Text } from '../text/text.ts';

/** The least time between two notes about why the same person isn't heard, in milliseconds. */
const TELL_AGAIN = 60 * 60_000;

/** Whether a refusal says that a person hasn't agreed to be heard. */
export const isDissent = (error: unknown): boolean => toText(error).code === 'agreement.ask';

/** What a call's panel has yet to say about people who aren't heard, and about whom it said so lately. */
export class RefusalNotes {
  #untold: Text[] = [];
  readonly #told: Throttle;
  /** The cap that was said to be full last, and until when. */
  #limit: string | undefined;

  constructor(clock: Clock) {
    this.#told = new Throttle(clock, TELL_AGAIN);
  }

  /** A person isn't heard from now on. What concerns everybody in the call is said once, and not of each person. */
  add(userId: string, error: unknown): void {
    const text = toText(error);
    // The panel itself says so, to everybody and with the button for it.
    if (isDissent(error)) return;
    const isForAll = text.code === 'limits.full' && text.scope !== 'member';
    if (!isForAll) {
      if (this.#told.may(userId)) this.#untold.push({ code: 'panel.refused', person: userId }, text);
      return;
    }
    const limit = `${text.scope}:${text.at}`;
    if (this.#limit !== limit) this.#untold.push(text);
    this.#limit = limit;
  }

  /** What is yet to be said, or nothing; it counts as said from now on. */
  take(): readonly Text[] | undefined {
    const texts = this.#untold.splice(0);
    return texts.length > 0 ? texts : undefined;
  }
}
