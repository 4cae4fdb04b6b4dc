import type { GoogleGenAI, LiveServerMessage } from '@google/genai';
import type { Clock } from '../clock.ts';
import { type Call, type Connection, dial } from './dial.ts';
import { type Answer, usageOf, write } from './message.ts';
import type { Model } from './models.ts';
import type { Ending } from './socket.ts';
import type { Words } from './words.ts';

/**
 * How an exchange ended. `reason` is Google's `turnCompleteReason`; `lost` means that the connection is gone, and `wrote`
 * whether a piece of the answer had come by then.
 */
export type Outcome =
  | { is: 'complete'; reason?: string }
  | { is: 'interrupted' }
  | { is: 'lost'; ending: Ending; wrote: boolean };

/** What a connection tells beside answers. */
export type News = {
  /** A new resumption handle; it replaces every earlier one. */
  handle(handle: string): void;
  /** Google will close this connection soon. */
  goAway(): void;
};

/** One thing said and the answer to it, as far as it is under way. */
type Exchange = { answer: Answer; wrote: boolean; settle(outcome: Outcome): void };

/**
 * `turnComplete` waits for assumed playback, which may take as long as the answer is when spoken. Whoever reads does not
 * want to wait for that, so an answer ends this long after `generationComplete`; words may still trail behind that.
 */
export const TRAILING = 600;

/** A connection on which one exchange follows another. */
export class Line {
  #connection: Connection;
  #model: Model;
  #clock: Clock;
  #exchange: Exchange | undefined;
  #last: Answer | undefined;
  /** The exchange whose `turnComplete` is still to come although its answer has ended. */
  #owes: Exchange | undefined;
  /** How the connection ended, if it has. */
  #gone: Ending | undefined;

  private constructor(connection: Connection, model: Model, clock: Clock) {
    this.#connection = connection;
    this.#model = model;
    this.#clock = clock;
    connection.ended.then((ending) => {
      this.#gone = ending;
      this.#settle({ is: 'lost', ending, wrote: this.#exchange?.wrote ?? false });
    });
  }

  /** Dials, with the errors of `dial`. News may already come while the dial is under way. */
  static async open(google: GoogleGenAI, call: Omit<Call, 'receive'>, model: Model, news: News): Promise<Line> {
    let line: Line | undefined;
    const receive = (message: LiveServerMessage) => {
      const { sessionResumptionUpdate: update, goAway } = message;
      if (line) line.#receive(message);
      if (update?.resumable && update.newHandle) news.handle(update.newHandle);
      if (goAway) news.goAway();
    };
    line = new Line(await dial(google, { ...call, receive }), model, call.clock);
    return line;
  }

  /** Settles when the connection is gone. */
  get ended(): Promise<Ending> {
    return this.#connection.ended;
  }

  /** Whether an answer is under way. */
  get busy(): boolean {
    return this.#exchange !== undefined;
  }

  /** Says something that asks for no answer. */
  say(words: Words): void {
    words(this.#connection.session);
  }

  /**
   * Says something and writes what comes back into `answer` until it ends. One at a time.
   *
   * @throws the signal's reason when it is aborted; the connection is then of no use any more, because the rest of the
   *   answer is still under way on it.
   */
  async exchange(words: Words, answer: Answer, signal: AbortSignal): Promise<Outcome> {
    signal.throwIfAborted();
    if (this.#gone) return { is: 'lost', ending: this.#gone, wrote: false };
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      this.#exchange = { answer, wrote: false, settle: resolve };
      words(this.#connection.session);
      return await promise;
    } finally {
      signal.removeEventListener('abort', abort);
      this.#exchange = undefined;
      this.#last = answer;
    }
  }

  close(): void {
    this.#connection.close();
  }

  cut(reason: string): void {
    this.#connection.cut(reason);
  }

  #receive(message: LiveServerMessage): void {
    const { serverContent: content } = message;
    const exchange = this.#exchange;
    if (exchange && write(message, this.#model, exchange.answer)) exchange.wrote = true;
    const usage = usageOf(message);
    if (usage) (exchange?.answer ?? this.#last)?.count(usage);
    if (content?.interrupted) this.#interrupted();
    if (content?.generationComplete && this.#model.over === 'turn') this.#generated();
    const over = this.#model.over === 'idle' ? content?.interactionStatus === 'IDLE' : content?.turnComplete;
    if (over) this.#complete(content?.turnCompleteReason);
  }

  /** `interrupted` comes before the `turnComplete` of the turn it cut short, which may be the one before. */
  #interrupted(): void {
    const exchange = this.#exchange;
    if (!exchange || (this.#owes && !exchange.wrote)) return;
    this.#owes = exchange;
    this.#settle({ is: 'interrupted' });
  }

  #generated(): void {
    const exchange = this.#exchange;
    if (!exchange) return;
    this.#owes = exchange;
    // The clock rejects only on abort, and this sleep has no signal.
    void this.#clock.sleep(TRAILING).then(() => {
      if (this.#exchange === exchange) this.#settle({ is: 'complete' });
    });
  }

  /** A `turnComplete` that another turn still owed says nothing about an exchange that has not got a word yet. */
  #complete(reason: string | undefined): void {
    const owed = this.#owes;
    this.#owes = undefined;
    const exchange = this.#exchange;
    if (owed && owed !== exchange && !exchange?.wrote) return;
    this.#settle({ is: 'complete', ...(reason && { reason }) });
  }

  #settle(outcome: Outcome): void {
    this.#last = this.#exchange?.answer ?? this.#last;
    this.#exchange?.settle(outcome);
    this.#exchange = undefined;
  }
}
