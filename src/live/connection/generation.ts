import type { Clock } from '../../base/clock.ts';
import type { UserError } from '../../base/errors.ts';
import type { Moments } from '../../base/moments.ts';
import type { ConnectionPhase, GenerationOutcome } from '../failures/connection-ending.ts';
import type { AnswerIntake } from '../protocol/answer-intake.ts';
import { MOST_CALLING } from '../protocol/answer-progress.ts';
import type { Model } from '../protocol/models.ts';
import type { ServerMessage } from '../protocol/server-message.ts';
import type { ToolAnswer, WrittenPart } from '../protocol/tool-call.ts';
import type { ToolWork } from '../protocol/tool-work.ts';

/**
 * How far it has got. Once everything has been said, it's `asked`: `wrote` is what has been written of the answer, and
 * `goes` is what the model does. It goes `on` generating, waits for the result of its `calling`, after which it goes on,
 * or has `generated` everything. `waits`: it has completed a turn, and goes on once a call has its result.
 */
type GenerationState =
  | { is: 'new' | 'asking' }
  | { is: 'asked'; wrote: 'nothing' | 'calls' | 'words'; goes: 'on' | 'calling' | 'waits' | 'generated' };

/** How long a model that has completed a turn before a result came may take to say something about it, in milliseconds. */
const AFTER_RESULT = 8_000;

/** One thing said and the answer to it, while it's running. */
export class Generation implements ToolAnswer {
  readonly answer: AnswerIntake;
  /** How it ended; rejects if it was given up. */
  readonly outcome: Promise<GenerationOutcome>;
  /** Ends it; only the first end counts. */
  readonly settle: (outcome: GenerationOutcome) => void;
  readonly giveUp: (reason: unknown) => void;
  readonly #clock: Clock;
  #state: GenerationState = { is: 'new' };
  /** When the server last showed a sign of life for it, in milliseconds of the clock. */
  #sign = 0;

  constructor(answer: AnswerIntake, clock: Clock) {
    const { promise, resolve, reject } = Promise.withResolvers<GenerationOutcome>();
    this.answer = answer;
    this.outcome = promise;
    this.settle = resolve;
    this.giveUp = reject;
    this.#clock = clock;
  }

  /** While the question is still being said (`asking`), nothing that comes can be its answer. */
  get is(): 'new' | 'asking' | 'asked' {
    return this.#state.is;
  }

  /** Whether no piece of its answer has come. */
  get empty(): boolean {
    return this.#state.is !== 'asked' || this.#state.wrote === 'nothing';
  }

  get phase(): ConnectionPhase {
    if (this.#state.is === 'asking') return 'hearing';
    const wrote = this.#state.is === 'asked' ? this.#state.wrote : 'nothing';
    return ({ nothing: 'asked', calls: 'tool', words: 'answering' } as const)[wrote];
  }

  /** A person speaks, for the first time or again. What was answered so far is void. */
  noteSpeech(): void {
    this.answer.noteSpeech(!this.empty);
    this.#state = { is: 'asking' };
  }

  /** The question has been said, and may be answered. */
  noteAsked(): void {
    if (this.#state.is !== 'asked') this.#state = { is: 'asked', wrote: 'nothing', goes: 'on' };
    this.sign();
  }

  /** The server showed a sign of life, or got something that it will react to. */
  sign(): void {
    this.#sign = this.#clock.now();
  }

  /** Whether a call's result is still to come, or nothing has come since, so that what it generates next is the answer. */
  get isCalling(): boolean {
    const isWaiting = this.#state.is === 'asked' && (this.#state.goes === 'calling' || this.#state.goes === 'waits');
    return isWaiting || this.work.isRunning;
  }

  /** Whether the model has completed a turn before a call had its result, and said nothing since. */
  get isWaiting(): boolean {
    return this.#state.is === 'asked' && this.#state.goes === 'waits';
  }

  /**
   * The model completed a turn while a call runs, as it may after a NON_BLOCKING one. Resolves when it goes on, or has said
   * nothing about the result for a while.
   */
  async waitForMore(): Promise<void> {
    if (this.#state.is === 'asked') this.#state = { ...this.#state, goes: 'waits' };
    for (let sign = -1; this.isWaiting && (this.work.isRunning || sign !== this.#sign); ) {
      sign = this.#sign;
      // The clock rejects only on abort, and this sleep has no signal.
      await this.#clock.sleep(AFTER_RESULT);
    }
  }

  /** Whether words came, but not the news that they're complete. */
  get abrupt(): boolean {
    return this.#state.is === 'asked' && this.#state.wrote === 'words' && this.#state.goes !== 'generated';
  }

  /** Takes the parts of a message that belong to its answer. If there's too much that isn't an answer, it's given up. */
  take(message: ServerMessage, model: Model): void {
    const brought = this.answer.take(message, model);
    if (brought === 'nothing' || this.#state.is !== 'asked') return;
    const { wrote, goes } = this.#state;
    if (brought === 'calls')
      this.#state = { is: 'asked', wrote: wrote === 'words' ? 'words' : 'calls', goes: 'calling' };
    else this.#state = { is: 'asked', wrote: 'words', goes: goes === 'generated' ? goes : 'on' };
    this.#checkLimit();
  }

  /** Adds what the model wrote by a call. It still waits for the call's result. */
  write(part: WrittenPart): 'written' | 'full' {
    const written = this.answer.write(part);
    if (this.#state.is === 'asked') this.#state = { ...this.#state, wrote: 'words' };
    return written;
  }

  /** A call was a mistake of the model; after too many of them, it's given up. */
  noteMistake(): void {
    this.answer.noteMistake();
    this.#checkLimit();
  }

  get isOver(): boolean {
    return this.answer.isOver;
  }

  get asker(): ToolAnswer['asker'] {
    return this.answer.asker;
  }

  get moments(): Moments {
    return this.answer.moments;
  }

  get work(): ToolWork {
    return this.answer.work;
  }

  /** Generation is complete, or (unless `all`) the model goes on afterwards. */
  noteGenerated(all: boolean): void {
    if (this.#state.is !== 'asked') return;
    if (all) this.#state = { ...this.#state, goes: 'generated' };
    else if (this.#state.goes === 'generated') this.#state = { ...this.#state, goes: 'on' };
  }

  /** The answer is whole. */
  reveal(): void {
    if (this.answer.reveal() && this.#state.is === 'asked') this.#state = { ...this.#state, wrote: 'words' };
  }

  /**
   * Resolves when there's no point in waiting any longer: with an error for the asker if the model only calls functions,
   * or with nothing if there was no sign of life for `silence` milliseconds. Rejects when `over` aborts.
   */
  async overdue(silence: number, over: AbortSignal): Promise<UserError | undefined> {
    for (;;) {
      // While a function runs, the model may have nothing to say. Functions have deadlines of their own.
      if (this.work.isRunning) this.sign();
      const quiet = this.#state.is === 'asked' ? this.#clock.now() - this.#sign : 0;
      const { callingFor, limit } = this.answer;
      if (limit || quiet >= silence) return limit;
      await this.#clock.sleep(Math.min(silence - quiet, MOST_CALLING - callingFor), over);
    }
  }

  #checkLimit(): void {
    const { limit } = this.answer;
    if (limit) this.giveUp(limit);
  }
}
