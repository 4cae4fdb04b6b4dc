import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Text } from '../../text/text.ts';
import { OWN_CLOSE_REASONS } from '../failures/close-codes.ts';
import { DIAL_DEADLINE, DialError } from './dial.ts';

/**
 * How long a person waits for a connection, over all dials and pauses, in milliseconds. They read a sentence within 20 s; the
 * rest is for the store and for Discord.
 */
const PATIENCE = 18_000;

/** A connection that breaks while somebody waits for their answer leaves so many milliseconds at least for the next one. */
const LEAST = 8_000;

/** So many milliseconds after Gemini was out of reach nobody waits for more than one dial. */
const REMEMBERED = 60_000;

/** Gemini cannot be reached; nothing was said to it. */
export class GeminiUnreachable extends UserError {
  override name = 'GeminiUnreachable';
}

/** Stands for a connection that did not come while anybody waited for it. */
export const LATE_DIAL_ERROR = new DialError({ code: 1006, reason: OWN_CLOSE_REASONS.lateDial });

/** How long one conversation waits to reach Gemini, after what it knows of it. */
export class ConnectPatience {
  readonly #clock: Pick<Clock, 'now'>;
  #missed = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Until when somebody waits who does so since `since`; both in milliseconds of the clock. */
  due(since: number): number {
    const now = this.#clock.now();
    const patience = now < this.#missed + REMEMBERED ? DIAL_DEADLINE : PATIENCE;
    return Math.max(since + patience, now + LEAST);
  }

  /** Gemini was out of reach. */
  noteMissed(): void {
    this.#missed = this.#clock.now();
  }

  /** It is there. */
  noteFound(): void {
    this.#missed = Number.NEGATIVE_INFINITY;
  }
}

/** What is thrown when something took so long that nobody waits any more; whatever else was thrown stays what it is. */
export const makeMissedError =
  (text: Text) =>
  (error: unknown): never => {
    throw error === LATE_DIAL_ERROR ? new GeminiUnreachable(text, { cause: error }) : error;
  };
