import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Text } from '../../text/text.ts';
import { OWN_CLOSE_REASONS } from '../failures/close-codes.ts';
import { DIAL_DEADLINE, DialError } from './dial.ts';

/**
 * How long a person waits for a connection, over all dials and pauses, in milliseconds. They should read something within
 * 20 s; the rest of that is for the store and for Discord.
 */
const PATIENCE = 18_000;

/** If a connection breaks while someone waits for an answer, the next one gets at least this many milliseconds. */
const LEAST = 8_000;

/** For this many milliseconds after Gemini was out of reach, a person waits for a single dial only. */
const REMEMBERED = 60_000;

/** Gemini can't be reached; nothing was said to it. */
export class GeminiUnreachable extends UserError {
  override name = 'GeminiUnreachable';
}

/** The reason with which a dial is aborted when nobody waits for it any more. */
export const LATE_DIAL_ERROR = new DialError({ code: 1006, reason: OWN_CLOSE_REASONS.lateDial });

/** How long one conversation waits to reach Gemini, which depends on whether it could lately. */
export class ConnectPatience {
  readonly #clock: Pick<Clock, 'now'>;
  #missed = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Until when a person waits who has waited since `since`; both in milliseconds of the clock. */
  due(since: number): number {
    const now = this.#clock.now();
    const patience = now < this.#missed + REMEMBERED ? DIAL_DEADLINE : PATIENCE;
    return Math.max(since + patience, now + LEAST);
  }

  /** Gemini was out of reach. */
  noteMissed(): void {
    this.#missed = this.#clock.now();
  }

  /** Gemini was reached. */
  noteFound(): void {
    this.#missed = Number.NEGATIVE_INFINITY;
  }
}

/** Makes a handler that throws `text` to the person when their patience ran out, and passes on every other error. */
export const makeMissedError =
  (text: Text) =>
  (error: unknown): never => {
    throw error === LATE_DIAL_ERROR ? new GeminiUnreachable(text, { cause: error }) : error;
  };
