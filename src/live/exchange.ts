import type { Clock } from '../clock.ts';
import type { Phase } from './closing.ts';
import { type Answer, type Message, write } from './message.ts';
import type { Model } from './models.ts';
import type { Ending } from './socket.ts';

/**
 * How an exchange ended. `reason` is Google's `turnCompleteReason`; `lost` means that the connection is gone, and `phase`
 * what was going on then.
 */
export type Outcome =
  | { is: 'complete'; reason?: string }
  | { is: 'interrupted' }
  | { is: 'lost'; ending: Ending; phase: Phase };

/** One thing said and the answer to it, as far as it is under way. */
export class Exchange {
  readonly answer: Answer;
  /** How it ended; rejects when it was given up. */
  readonly outcome: Promise<Outcome>;
  /** Ends it; only the first end counts. */
  readonly settle: (outcome: Outcome) => void;
  readonly giveUp: (reason: unknown) => void;
  readonly #clock: Clock;
  #is: 'new' | 'asking' | 'asked' = 'new';
  #wrote: 'nothing' | 'tools' | 'words' = 'nothing';
  /** When the last sign of life came of what was asked. */
  #sign = 0;

  constructor(answer: Answer, clock: Clock) {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
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

  get phase(): Phase {
    if (this.#is === 'asking') return 'hearing';
    return ({ nothing: 'asked', tools: 'tool', words: 'answering' } as const)[this.#wrote];
  }

  /** Somebody speaks, for the first time or again: what was answered so far is void. */
  began(): void {
    if (!this.empty) this.answer.withdraw();
    this.#wrote = 'nothing';
    this.#is = 'asking';
  }

  /** It is said, and may be answered. */
  asked(): void {
    this.#is = 'asked';
    this.sign();
  }

  /** The other side lives. */
  sign(): void {
    this.#sign = this.#clock.now();
  }

  /** Writes what a message holds of its answer. */
  write(message: Message, model: Model): void {
    if (!write(message, model, this.answer)) return;
    this.#wrote = message.serverContent || this.#wrote === 'words' ? 'words' : 'tools';
  }

  /** Resolves when no sign of life has come for so many milliseconds since it was asked; rejects when `over` aborts. */
  async silent(ms: number, over: AbortSignal): Promise<void> {
    for (;;) {
      const quiet = this.#is === 'asked' ? this.#clock.now() - this.#sign : 0;
      if (quiet >= ms) return;
      await this.#clock.sleep(ms - quiet, over);
    }
  }
}
