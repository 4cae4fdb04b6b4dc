import { countBytes, MODEL_RATE } from '../../audio/pcm.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';

/** How many mistakes a model may make in calls for one question: functions that don't exist, senseless arguments. */
export const MOST_MISTAKES = 8;

/** How many functions it may call for one question, however well. */
const MOST_CALLS = 32;

/** How long it may do nothing but call functions, in milliseconds. */
export const MOST_CALLING = 30_000;

/**
 * How long it may send sound without words, in milliseconds. Native audio was seen to end in a tone (python-genai 2715).
 */
export const MOST_HUMMING = 20_000;

/** Nobody takes longer than this to say a character, in milliseconds. A transcript may run ahead of its sound. */
const SLOWEST = 350;

const BYTES_PER_MS = countBytes(1, MODEL_RATE);

/**
 * What the model is doing: answering in words, or, since a moment of the clock, only calling functions or only sending
 * sound. Sound without words may have gone on for too `long`.
 */
type AnswerActivity = { is: 'words' } | { is: 'calls'; since: number } | { is: 'sound'; since: number; long: boolean };

const WORDS: AnswerActivity = { is: 'words' };

/** Watches what an answer consists of, and notices when there's no point in waiting for words any more. */
export class AnswerProgress {
  readonly #clock: Pick<Clock, 'now'>;
  #activity: AnswerActivity = WORDS;
  /** Function calls for the question so far, over all its connections. */
  #calls = 0;
  #mistakes = 0;
  /** How long the sound so far is, in milliseconds, and how many characters its words have. */
  #sound = 0;
  #characters = 0;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Why nothing more of this answer is wanted, if that's so. */
  get limit(): UserError | undefined {
    const isTooMuch = this.#mistakes > MOST_MISTAKES || this.#calls > MOST_CALLS || this.callingFor >= MOST_CALLING;
    if (isTooMuch) return new UserError({ code: 'gemini.tools' });
    return this.#activity.is === 'sound' && this.#activity.long ? new UserError({ code: 'gemini.noise' }) : undefined;
  }

  /** For how many milliseconds the model has only called functions. */
  get callingFor(): number {
    return this.#activity.is === 'calls' ? this.#clock.now() - this.#activity.since : 0;
  }

  /** So many characters of the answer came. */
  addWords(characters: number): void {
    this.#activity = WORDS;
    this.#characters += characters;
  }

  /** A part was written. It isn't said, so the sound still lacks its words. */
  addWritten(): void {
    this.#activity = WORDS;
  }

  /** So many bytes of sound came: 16-bit PCM, 24 kHz, mono. */
  addSound(bytes: number): void {
    this.#sound += bytes / BYTES_PER_MS;
    const now = this.#clock.now();
    const activity = this.#activity.is === 'sound' ? this.#activity : { is: 'sound' as const, since: now, long: false };
    const isWordless = this.#sound > this.#characters * SLOWEST;
    activity.long = isWordless && now - activity.since >= MOST_HUMMING;
    this.#activity = activity;
  }

  /** So many function calls came. */
  addCalls(count: number): void {
    this.#calls += count;
    if (this.#activity.is !== 'calls') this.#activity = { is: 'calls', since: this.#clock.now() };
  }

  /** One of the calls was a mistake. */
  addMistake(): void {
    this.#mistakes += 1;
  }

  /** The answer starts over. Calls still count, because they're limited per question, and so do mistakes. */
  restart(): void {
    this.#activity = WORDS;
    this.#sound = 0;
    this.#characters = 0;
  }
}
