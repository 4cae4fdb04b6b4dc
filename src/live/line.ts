import type { GoogleGenAI, LiveServerMessage } from '@google/genai';
import type { Clock } from '../clock.ts';
import { type Call, type Connection, dial } from './dial.ts';
import { Interruption } from './interruption.ts';
import { type Answer, heardOf, usageOf, write } from './message.ts';
import type { Model } from './models.ts';
import type { Ending } from './socket.ts';
import { hush, type Phrase, type Words } from './words.ts';

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

/**
 * One thing said and the answer to it, as far as it is under way. While somebody is still `asking` nothing that comes can
 * be the answer.
 */
type Exchange = { answer: Answer; phase: 'new' | 'asking' | 'asked'; wrote: boolean; settle(outcome: Outcome): void };

/**
 * What may still come of an answer before the present exchange. `cut`: it was cut short by us, and until the server says
 * so, or until `until` (milliseconds), pieces are still its own. `owing`: only its `turnComplete` is to come, which ends
 * `exchange` if that is still under way.
 */
type Earlier = { is: 'over' } | { is: 'cut'; until: number } | { is: 'owing'; exchange?: Exchange };

/**
 * `turnComplete` waits for assumed playback, which may take as long as the answer is when spoken. Whoever reads does not
 * want to wait for that, so an answer ends this long after `generationComplete`; words may still trail behind that.
 */
export const TRAILING = 600;

/** How long pieces of an answer may still be on their way after we cut it short. */
const IN_FLIGHT = 500;

/** A connection on which one exchange follows another. */
export class Line {
  #connection: Connection;
  #model: Model;
  #clock: Clock;
  #exchange: Exchange | undefined;
  #last: Answer | undefined;
  #earlier: Earlier = { is: 'over' };
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
  say(phrase: Phrase): void {
    phrase(this.#connection.session);
  }

  /**
   * Says something and writes what comes back into `answer` until it ends. One at a time.
   *
   * A signal that is aborted with an `Interruption` ends it as interrupted.
   *
   * @throws the signal's reason when it is aborted with anything else; the connection is then of no use any more, because
   *   the rest of the answer is still under way on it.
   */
  async exchange(words: Words, answer: Answer, signal: AbortSignal): Promise<Outcome> {
    signal.throwIfAborted();
    if (this.#gone) return { is: 'lost', ending: this.#gone, wrote: false };
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const exchange: Exchange = { answer, phase: 'new', wrote: false, settle: resolve };
    const over = new AbortController();
    const abort = () => {
      if (!(signal.reason instanceof Interruption)) return reject(signal.reason);
      over.abort(signal.reason);
      this.#cut(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      this.#exchange = exchange;
      words(this.#connection.session, {
        began: () => this.#began(exchange),
        ended: () => {
          exchange.phase = 'asked';
        },
        over: over.signal,
      });
      if (exchange.phase === 'new') exchange.phase = 'asked';
      return await promise;
    } finally {
      signal.removeEventListener('abort', abort);
      over.abort('the exchange is over');
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
    const understood = heardOf(message);
    if (understood) (exchange?.answer ?? this.#last)?.addHeard(understood);
    if (exchange && this.#answers(exchange) && write(message, this.#model, exchange.answer)) exchange.wrote = true;
    const usage = usageOf(message);
    if (usage) (exchange?.answer ?? this.#last)?.count(usage);
    if (content?.interrupted) this.#interrupted();
    if (content?.generationComplete && this.#model.over === 'turn') this.#generated();
    const over = this.#model.over === 'idle' ? content?.interactionStatus === 'IDLE' : content?.turnComplete;
    if (over) this.#complete(content?.turnCompleteReason);
  }

  /** Whether what comes now is the answer of this exchange. */
  #answers({ phase }: Exchange): boolean {
    const { is } = this.#earlier;
    if (is === 'cut' && this.#clock.now() > this.#earlier.until) this.#earlier = { is: 'over' };
    return phase === 'asked' && this.#earlier.is !== 'cut';
  }

  /** Somebody speaks, for the first time or again; the latter cuts the answer that may be under way already. */
  #began(exchange: Exchange): void {
    if (exchange.phase === 'asked') this.#earlier = { is: 'cut', until: this.#clock.now() + IN_FLIGHT };
    if (exchange.wrote) exchange.answer.withdraw();
    exchange.wrote = false;
    exchange.phase = 'asking';
  }

  #cut({ by }: Interruption): void {
    if (by === 'hush') hush(this.#connection.session);
    this.#earlier = { is: 'cut', until: this.#clock.now() + IN_FLIGHT };
    this.#settle({ is: 'interrupted' });
  }

  /** `interrupted` comes before the `turnComplete` of the turn it cut short, which may be the one before. */
  #interrupted(): void {
    const exchange = this.#exchange;
    const { is } = this.#earlier;
    if (is === 'cut') this.#earlier = { is: 'owing' };
    if (!exchange || exchange.phase === 'asking' || (is !== 'over' && !exchange.wrote)) return;
    this.#earlier = { is: 'owing', exchange };
    this.#settle({ is: 'interrupted' });
  }

  #generated(): void {
    const exchange = this.#exchange;
    if (!exchange || !this.#answers(exchange)) return;
    this.#earlier = { is: 'owing', exchange };
    // The clock rejects only on abort, and this sleep has no signal.
    void this.#clock.sleep(TRAILING).then(() => {
      if (this.#exchange === exchange) this.#settle({ is: 'complete' });
    });
  }

  /** A `turnComplete` that another turn still owed says nothing about an exchange that has not got a word yet. */
  #complete(reason: string | undefined): void {
    const earlier = this.#earlier;
    this.#earlier = { is: 'over' };
    const exchange = this.#exchange;
    if (!exchange || exchange.phase === 'asking') return;
    const anothers = earlier.is === 'cut' || (earlier.is === 'owing' && earlier.exchange !== exchange);
    if (anothers && !exchange.wrote) return;
    this.#settle({ is: 'complete', ...(reason && { reason }) });
  }

  #settle(outcome: Outcome): void {
    this.#last = this.#exchange?.answer ?? this.#last;
    this.#exchange?.settle(outcome);
    this.#exchange = undefined;
  }
}
