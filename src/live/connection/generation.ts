import type { Clock } from '../../base/clock.ts';
import type { UserError } from '../../base/errors.ts';
import type { ConnectionPhase, GenerationOutcome } from '../failures/ending.ts';
import { type Intake, MOST_CALLING } from '../protocol/answer-intake.ts';
import type { Model } from '../protocol/models.ts';
import type { ServerMessage } from '../protocol/server-message.ts';

/** One thing said and the answer to it, while it's running. */
export class Generation {
  readonly answer: Intake;
  /** How it ended; rejects if it was given up. */
  readonly outcome: Promise<GenerationOutcome>;
  /** Ends it; only the first end counts. */
  readonly settle: (outcome: GenerationOutcome) => void;
  readonly giveUp: (reason: unknown) => void;
  readonly #clock: Clock;
  #is: 'new' | 'asking' | 'asked' = 'new';
  #wrote: 'nothing' | 'calls' | 'words' = 'nothing';
  /** Whether generation is complete; after a function call the model generates again. */
  #isGenerated = false;
  #isCalling = false;
  /** When the server last showed a sign of life for it. */
  #sign = 0;

  constructor(answer: Intake, clock: Clock) {
    const { promise, resolve, reject } = Promise.withResolvers<GenerationOutcome>();
    this.answer = answer;
    this.outcome = promise;
    this.settle = resolve;
    this.giveUp = reject;
    this.#clock = clock;
  }

  /** While the question is still being said (`asking`), nothing that comes can be its answer. */
  get is(): 'new' | 'asking' | 'asked' {
    return this.#is;
  }

  /** Whether no piece of its answer has come. */
  get empty(): boolean {
    return this.#wrote === 'nothing';
  }

  get phase(): ConnectionPhase {
    if (this.#is === 'asking') return 'hearing';
    return ({ nothing: 'asked', calls: 'tool', words: 'answering' } as const)[this.#wrote];
  }

  /** A person speaks, for the first time or again. What was answered so far is void. */
  noteSpeech(): void {
    this.answer.noteSpeech(!this.empty);
    this.#wrote = 'nothing';
    this.#isGenerated = false;
    this.#isCalling = false;
    this.#is = 'asking';
  }

  /** The question has been said, and may be answered. */
  noteAsked(): void {
    this.#is = 'asked';
    this.sign();
  }

  /** The server showed a sign of life. */
  sign(): void {
    this.#sign = this.#clock.now();
  }

  /** Whether the model is waiting for a call's result, so that what it generates next is the answer. */
  get calling(): boolean {
    return this.#isCalling;
  }

  /** Whether words came, but not the news that they're complete. */
  get abrupt(): boolean {
    return this.#wrote === 'words' && !this.#isGenerated;
  }

  /** Writes the parts of a message that belong to its answer. If there's too much that isn't an answer, it's given up. */
  write(message: ServerMessage, model: Model): void {
    const brought = this.answer.take(message, model);
    if (brought === 'nothing') return;
    this.#wrote = brought === 'words' || this.#wrote === 'words' ? 'words' : 'calls';
    this.#isCalling = brought === 'calls';
    if (this.#isCalling) this.#isGenerated = false;
    const { limit } = this.answer;
    if (limit) this.giveUp(limit);
  }

  /** Generation is complete, or (unless `all`) the model goes on afterwards. */
  noteGenerated(all: boolean): void {
    this.#isGenerated = all;
  }

  /** The answer is whole. */
  reveal(): void {
    if (this.answer.reveal()) this.#wrote = 'words';
  }

  /**
   * Resolves when there's no point in waiting any longer: with an error for the asker if the model only calls functions,
   * or with nothing if there was no sign of life for `silence` milliseconds. Rejects when `over` aborts.
   */
  async overdue(silence: number, over: AbortSignal): Promise<UserError | undefined> {
    for (;;) {
      const quiet = this.#is === 'asked' ? this.#clock.now() - this.#sign : 0;
      const { callingFor, limit } = this.answer;
      if (limit || quiet >= silence) return limit;
      await this.#clock.sleep(Math.min(silence - quiet, MOST_CALLING - callingFor), over);
    }
  }
}
