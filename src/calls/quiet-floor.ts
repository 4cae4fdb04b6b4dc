import { type Clock, unlessAborted, within } from '../base/clock.ts';
import type { FromEars, FromFloor } from '../voice/bridge/protocol.ts';

/** How long the result of a tool waits for people to finish, in milliseconds. The model itself waits for half a minute at most. */
export const MOST_WAIT = 8_000;

/** The utterance of who has the floor, and whether somebody talks who waits for it. */
type Talk = { utterance: number | undefined; others: boolean };

const NOBODY: Talk = { utterance: undefined, others: false };

/** Who speaks in a call, for what must not be said meanwhile. */
export class QuietFloor {
  readonly #clock: Pick<Clock, 'sleep'>;
  #speaks = NOBODY;
  #change = Promise.withResolvers<void>();

  constructor(clock: Pick<Clock, 'sleep'>) {
    this.#clock = clock;
  }

  /** Takes a message of who speaks. */
  receive(message: FromEars | FromFloor): void {
    const { is } = message;
    if (is === 'talk') this.#note({ ...this.#speaks, others: message.talking });
    else if (is === 'begun' || is === 'again') this.#note({ ...this.#speaks, utterance: message.utterance });
    else if ((is === 'ended' || is === 'over') && this.#speaks.utterance === message.utterance)
      this.#note({ ...this.#speaks, utterance: undefined });
  }

  /** Nobody speaks, as far as can be known. */
  clear(): void {
    this.#note(NOBODY);
  }

  /**
   * Resolves when nobody speaks, or when they have spoken for too long.
   *
   * @throws the signal's reason as soon as it aborts.
   */
  async wait(signal: AbortSignal): Promise<void> {
    await within(this.#clock, MOST_WAIT, this.#untilQuiet(signal), signal);
  }

  #note(speaks: Talk): void {
    this.#speaks = speaks;
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  /** Whoever waited behind the last speaker may have the floor the moment that it's free. */
  async #untilQuiet(signal: AbortSignal): Promise<void> {
    while (this.#speaks.others || this.#speaks.utterance !== undefined)
      await unlessAborted(this.#change.promise, signal);
  }
}
