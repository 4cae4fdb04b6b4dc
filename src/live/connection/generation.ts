import type { Clock } from '../../base/clock.ts';
import type { UserError } from '../../base/errors.ts';
import type { ConnectionPhase, GenerationOutcome } from '../failures/ending.ts';
import { type Intake, MOST_CALLING } from '../protocol/answer-intake.ts';
import type { Model } from '../protocol/models.ts';
import type { ServerMessage } from '../protocol/server-message.ts';

/** One thing said and the answer to it, as far as it is under way. */
export class Generation {
  readonly answer: Intake;
  /** How it ended; rejects when it was given up. */
  readonly outcome: Promise<GenerationOutcome>;
  /** Ends it; only the first end counts. */
  readonly settle: (outcome: GenerationOutcome) => void;
  readonly giveUp: (reason: unknown) => void;
  readonly #clock: Clock;
  #is: 'new' | 'asking' | 'asked' = 'new';
  #wrote: 'nothing' | 'calls' | 'words' = 'nothing';
  /** Whether all was generated; after a call the model generates again. */
  #isGenerated = false;
  #isCalling = false;
  /** When the last sign of life came of what was asked. */
  #sign = 0;

  constructor(answer: Intake, clock: Clock) {
    const { promise, resolve, reject } = Promise.withResolvers<GenerationOutcome>();
    this.answer = answer;
    this.outcome = promise;
    this.settle = resolve;
    this.giveUp = reject;
    this.#clock = clock;
  }

  /** While somebody is still `asking`, nothing that comes can be the answer. */
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

  /** Somebody speaks, for the first time or again: what was answered so far is void. */
  noteSpeech(): void {
    this.answer.noteSpeech(!this.empty);
    this.#wrote = 'nothing';
    this.#isGenerated = false;
    this.#isCalling = false;
    this.#is = 'asking';
  }

  /** It is said, and may be answered. */
  noteAsked(): void {
    this.#is = 'asked';
    this.sign();
  }

  /** The other side lives. */
  sign(): void {
    this.#sign = this.#clock.now();
  }

  /** Whether the model waits for the result of a call, so that what it generates next is the answer. */
  get calling(): boolean {
    return this.#isCalling;
  }

  /** Whether words came, and no news that they are all. */
  get abrupt(): boolean {
    return this.#wrote === 'words' && !this.#isGenerated;
  }

  /** Writes what a message holds of its answer; gives it up when that is too much of what is no answer. */
  write(message: ServerMessage, model: Model): void {
    const brought = this.answer.take(message, model);
    if (brought === 'nothing') return;
    this.#wrote = brought === 'words' || this.#wrote === 'words' ? 'words' : 'calls';
    this.#isCalling = brought === 'calls';
    if (this.#isCalling) this.#isGenerated = false;
    const { limit } = this.answer;
    if (limit) this.giveUp(limit);
  }

  /** All was generated, or the model goes on after that. */
  noteGenerated(all: boolean): void {
    this.#isGenerated = all;
  }

  /** The answer is whole. */
  reveal(): void {
    if (this.answer.reveal()) this.#wrote = 'words';
  }

  /**
   * Resolves when it need not be waited for any longer, since it was asked: with an error for the asker if the model does
   * nothing but call functions, with nothing if no sign of life has come for `silence` milliseconds. Rejects when `over`
   * aborts.
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
