import type { Clock } from '../../base/clock.ts';
import type { ConnectionPhase, Ending, GenerationOutcome } from '../failures/ending.ts';
import { explainFinishReason } from '../failures/finish-reason.ts';
import type { Intake } from '../protocol/answer-intake.ts';
import type { Model } from '../protocol/models.ts';
import { listPieces, type ServerMessage } from '../protocol/server-message.ts';
import type { Generation } from './generation.ts';

/**
 * What may still come of an answer before the present exchange. `cut`: it was cut short by us, and until the server says
 * so, or until `until` (milliseconds), pieces are still its own. `doubt`: it was cut before any of it had come, so there may
 * be none; what comes is `kept` until the server says that it was cut, or until `until`, when it is the present one's.
 * `owing`: only its `turnComplete` is to come, which ends `exchange` if that is still under way.
 */
type Earlier =
  | { is: 'over' }
  | { is: 'cut'; until: number }
  | { is: 'doubt'; until: number; kept: ServerMessage[] }
  | { is: 'owing'; exchange?: Generation };

/**
 * `turnComplete` waits for assumed playback, which may take as long as the answer is when spoken. Whoever reads does not
 * want to wait for that, so an answer ends this long after `generationComplete`; words may still trail behind that.
 */
export const TRAILING = 600;

/** How long pieces of an answer may still be on their way after we cut it short. */
const IN_FLIGHT = 500;

/** No server says more than this meanwhile. */
const MOST_KEPT = 1_000;

/** The exchanges on one connection, one after another: whose a message is that may be late, and which of them it ends. */
export class GenerationOrder {
  readonly #model: Model;
  readonly #clock: Clock;
  #exchange: Generation | undefined;
  #last: Intake | undefined;
  #spoken: Intake | undefined;
  #earlier: Earlier = { is: 'over' };
  #unanswered = 0;

  constructor(model: Model, clock: Clock) {
    this.#model = model;
    this.#clock = clock;
  }

  /** The one that is under way. */
  get current(): Generation | undefined {
    return this.#exchange;
  }

  /** What goes on; nothing once all of an answer has come. */
  get phase(): ConnectionPhase | undefined {
    return this.#isWhole ? undefined : this.#exchange?.phase;
  }

  /** Whose the pieces are that may come after an end, such as counts. */
  get answer(): Intake | undefined {
    return this.#exchange?.answer ?? this.#last;
  }

  /** Whose what is understood is: the newest one's that was said aloud, for that may come while a typed one is answered. */
  get spoken(): Intake | undefined {
    return this.#spoken;
  }

  /**
   * How many in a row have ended of which nobody got a piece, and a call of a function is none; those that we cut short
   * ourselves do not count.
   */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** The next one is under way. */
  begin(exchange: Generation): void {
    this.#exchange = exchange;
  }

  /** Somebody speaks, for the first time or again; the latter cuts the answer that may be under way already. */
  noteSpeech(exchange: Generation): void {
    if (exchange.is === 'asked') this.#cut();
    this.#spoken = exchange.answer;
    exchange.noteSpeech();
  }

  /** Somebody still speaks, where the server decides when they are done. */
  goesOn(exchange: Generation): void {
    this.#spoken = exchange.answer;
    exchange.sign();
  }

  /** We cut the answer short. */
  interrupt(): void {
    this.#cut();
    this.#settle({ is: 'interrupted' });
  }

  /** The connection is gone. An answer of which only the end was missing is whole. */
  lose(ending: Ending, phase: ConnectionPhase): void {
    const isWhole = this.#isWhole;
    if (isWhole) this.#exchange?.reveal();
    this.#settle(isWhole ? { is: 'complete' } : { is: 'lost', ending, phase });
  }

  /** Whatever comes from now on belongs to none. */
  end({ answer }: Generation): void {
    answer.end();
    this.#exchange = undefined;
    this.#last = answer;
  }

  /** Writes what a message holds of the present answer. */
  write(message: ServerMessage): void {
    const exchange = this.#exchange;
    if (message.serverContent || message.toolCall || message.usageMetadata) exchange?.sign();
    const earlier = this.#now();
    if (exchange?.is !== 'asked') return;
    if (earlier.is === 'doubt') this.#keep(message, earlier);
    else if (earlier.is !== 'cut') exchange.write(message, this.#model);
  }

  /** Ends what a message says is over; its pieces must have been written before. */
  conclude({ serverContent: content }: ServerMessage): void {
    if (content?.interrupted) this.#noteInterruption();
    if (content?.generationComplete) this.#noteGenerated();
    const over = this.#model.over === 'idle' ? content?.interactionStatus === 'IDLE' : content?.turnComplete;
    if (over) this.#complete(content?.turnCompleteReason);
    else if (content?.turnComplete) this.#exchange?.noteGenerated(false);
  }

  /** Whether only the end of the present answer is missing. */
  get #isWhole(): boolean {
    const earlier = this.#earlier;
    return earlier.is === 'owing' && earlier.exchange !== undefined && earlier.exchange === this.#exchange;
  }

  /** What may still come of an earlier answer by now. */
  #now(): Earlier {
    const earlier = this.#earlier;
    if (earlier.is === 'cut' && this.#clock.now() > earlier.until) this.#earlier = { is: 'over' };
    if (earlier.is === 'doubt' && this.#clock.now() > earlier.until) this.#release(earlier);
    return this.#earlier;
  }

  /** An answer of which nothing has come, and nothing is kept that may be its own, may not even have begun. */
  #cut(): void {
    const earlier = this.#now();
    const until = this.#clock.now() + IN_FLIGHT;
    const isBegun = earlier.is === 'cut' || (earlier.is === 'doubt' && earlier.kept.some(isPiece));
    const isEmpty = this.#exchange?.empty !== false;
    this.#earlier = isBegun || !isEmpty ? { is: 'cut', until } : { is: 'doubt', until, kept: [] };
  }

  #keep(message: ServerMessage, doubt: Earlier & { is: 'doubt' }): void {
    doubt.kept.push(message);
    if (doubt.kept.length > MOST_KEPT) this.#release(doubt);
    if (doubt.kept.length > 1) return;
    // The clock rejects only on abort, and this sleep has no signal.
    void this.#clock.sleep(doubt.until - this.#clock.now()).then(() => {
      if (this.#earlier === doubt) this.#release(doubt);
    });
  }

  /** What was kept is the present exchange's. */
  #release({ kept }: Earlier & { is: 'doubt' }): void {
    this.#earlier = { is: 'over' };
    const exchange = this.#exchange;
    if (exchange?.is !== 'asked') return;
    for (const message of kept) {
      exchange.write(message, this.#model);
      if (message.serverContent?.generationComplete) this.#noteGenerated();
    }
  }

  /** `interrupted` comes before the `turnComplete` of the turn it cut short, which may be the one before. */
  #noteInterruption(): void {
    const exchange = this.#exchange;
    const { is } = this.#earlier;
    if (is === 'cut' || is === 'doubt') this.#earlier = { is: 'owing' };
    if (!exchange || exchange.is === 'asking' || (is !== 'over' && exchange.empty)) return;
    this.#earlier = { is: 'owing', exchange };
    this.#finish(exchange, { is: 'interrupted' });
  }

  #noteGenerated(): void {
    const exchange = this.#exchange;
    const { is } = this.#now();
    // What comes after a call comes when it has its result: only the next generation is the answer.
    if (exchange?.is !== 'asked' || is === 'cut' || is === 'doubt' || exchange.calling) return;
    exchange.noteGenerated(true);
    if (this.#model.over === 'idle') return;
    this.#earlier = { is: 'owing', exchange };
    // The clock rejects only on abort, and this sleep has no signal.
    void this.#clock.sleep(TRAILING).then(() => {
      if (this.#exchange !== exchange) return;
      exchange.reveal();
      this.#finish(exchange, { is: 'complete' });
    });
  }

  /** A `turnComplete` that another turn still owed says nothing about an exchange that has not got a word yet. */
  #complete(reason: string | undefined): void {
    const doubt = this.#now();
    if (doubt.is === 'doubt' && doubt.kept.some(isPiece)) this.#release(doubt);
    const earlier = this.#earlier;
    this.#earlier = { is: 'over' };
    const exchange = this.#exchange;
    if (!exchange || exchange.is === 'asking') return;
    const anothers =
      earlier.is === 'cut' || earlier.is === 'doubt' || (earlier.is === 'owing' && earlier.exchange !== exchange);
    if (anothers && exchange.empty) return;
    // Where Google stopped an answer, what it had thought of it is none either.
    if (explainFinishReason(reason) === undefined) exchange.reveal();
    this.#finish(exchange, { is: 'complete', ...(reason && { reason }), ...(exchange.abrupt && { abrupt: true }) });
  }

  #finish({ phase }: Generation, outcome: GenerationOutcome): void {
    this.#unanswered = phase === 'answering' ? 0 : this.#unanswered + 1;
    this.#settle(outcome);
  }

  #settle(outcome: GenerationOutcome): void {
    const exchange = this.#exchange;
    if (!exchange) return;
    this.end(exchange);
    exchange.settle(outcome);
  }
}

/** Whether a message holds a piece of an answer. */
const isPiece = (message: ServerMessage): boolean => listPieces(message).length > 0;
