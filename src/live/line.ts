import type { GoogleGenAI } from '@google/genai';
import type { Clock } from '../clock.ts';
import { OURS, type Phase } from './closing.ts';
import { type Call, type Connection, dial } from './dial.ts';
import { Interruption } from './interruption.ts';
import { type Answer, heardOf, type Message, usageOf, write } from './message.ts';
import type { Model } from './models.ts';
import type { Ending } from './socket.ts';
import { hush, type Phrase, type Words } from './words.ts';

/**
 * How an exchange ended. `reason` is Google's `turnCompleteReason`; `lost` means that the connection is gone, and `phase`
 * what was going on then.
 */
export type Outcome =
  | { is: 'complete'; reason?: string }
  | { is: 'interrupted' }
  | { is: 'lost'; ending: Ending; phase: Phase };

/** What a connection tells beside answers. */
export type News = {
  /** A new resumption handle; it replaces every earlier one. */
  handle(handle: string): void;
  /** Google will close this connection in so many milliseconds. */
  goAway(left: number): void;
  /** The tokens of all that the model had before it when it answered. */
  usage(prompt: number): void;
};

/** How a line was opened, and what is expected of it. */
export type LineOptions = {
  model: Model;
  clock: Clock;
  /** With a handle. */
  resumed: boolean;
  /** Milliseconds without a sign of life after which whoever asked waits no longer. */
  silence: number;
  news: News;
};

/**
 * One thing said and the answer to it, as far as it is under way. While somebody is still `asking` nothing that comes can
 * be the answer.
 */
type Exchange = {
  answer: Answer;
  phase: 'new' | 'asking' | 'asked';
  wrote: 'nothing' | 'tools' | 'words';
  settle(outcome: Outcome): void;
};

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

/** What Google announces where it does not say how soon: Google's session management page names 60 s, field reports 50. */
const LEFT = 10_000;

/** The length of a protobuf duration such as "50s" or "1.5s", in milliseconds. */
const duration = (text: unknown): number => {
  const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(String(text)) ?? [];
  return seconds === undefined ? LEFT : Math.min(Number(seconds) * 1_000, 10 * 60_000);
};

/** A connection on which one exchange follows another. */
export class Line {
  /** Whether it goes on with a session that there was before. */
  readonly resumed: boolean;
  #connection: Connection;
  #model: Model;
  #clock: Clock;
  #silence: number;
  #news: News;
  #opened: number;
  /** When the last sign of life came of what was asked. */
  #sign = 0;
  /** Exchanges in a row that ended without a piece of an answer for anybody: a call of a function is none. */
  #unanswered = 0;
  #leaving = false;
  #exchange: Exchange | undefined;
  #last: Answer | undefined;
  #earlier: Earlier = { is: 'over' };
  /** How the connection ended, and in the middle of what, if it has. */
  #ended: { ending: Ending; phase: Phase } | undefined;
  readonly #over = new AbortController();

  private constructor(connection: Connection, { model, clock, resumed, silence, news }: LineOptions) {
    this.resumed = resumed;
    this.#connection = connection;
    this.#model = model;
    this.#clock = clock;
    this.#silence = silence;
    this.#news = news;
    this.#opened = clock.now();
    connection.ended.then((ending) => {
      const { phase } = this;
      this.#ended = { ending, phase };
      this.#over.abort('the connection is gone');
      const earlier = this.#earlier;
      // All of the answer had come; only its end was missing.
      const whole = earlier.is === 'owing' && earlier.exchange && earlier.exchange === this.#exchange;
      this.#settle(whole ? { is: 'complete' } : { is: 'lost', ending, phase });
    });
  }

  /** Dials, with the errors of `dial`. News may already come while the dial is under way. */
  static async open(google: GoogleGenAI, call: Omit<Call, 'receive' | 'clock'>, options: LineOptions): Promise<Line> {
    let line: Line | undefined;
    const { news, clock } = options;
    const receive = (message: Message) => {
      const { sessionResumptionUpdate: update, goAway } = message;
      if (line) line.#receive(message);
      if (update?.resumable && update.newHandle) news.handle(update.newHandle);
      if (goAway) news.goAway(duration(goAway.timeLeft));
    };
    line = new Line(await dial(google, { ...call, clock, receive }), options);
    return line;
  }

  /** Aborts when the connection is gone. */
  get gone(): AbortSignal {
    return this.#over.signal;
  }

  /** Settles when the connection is gone. */
  get ended(): Promise<Ending> {
    return this.#connection.ended;
  }

  /** Whether an answer is under way. */
  get busy(): boolean {
    return this.#exchange !== undefined;
  }

  /** How long it has stood, in milliseconds. */
  get age(): number {
    return this.#clock.now() - this.#opened;
  }

  /** What goes on, or went on when the connection ended. */
  get phase(): Phase {
    if (this.#ended) return this.#ended.phase;
    if (!this.#exchange) return this.#leaving ? 'leaving' : 'idle';
    if (this.#exchange.phase === 'asking') return 'hearing';
    return ({ nothing: 'asked', tools: 'tool', words: 'answering' } as const)[this.#exchange.wrote];
  }

  /** How many exchanges in a row have ended without a piece of an answer. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** Whether the other side is still there; see `LiveSocket.alive`. */
  alive(): Promise<boolean> {
    return this.#connection.alive();
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
    if (this.#ended) return { is: 'lost', ending: this.#ended.ending, phase: 'asked' };
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const exchange: Exchange = { answer, phase: 'new', wrote: 'nothing', settle: resolve };
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
        ended: () => this.#asked(exchange),
        goesOn: () => {
          this.#sign = this.#clock.now();
        },
        over: over.signal,
      });
      if (exchange.phase === 'new') this.#asked(exchange);
      void this.#watch(exchange, over.signal);
      return await promise;
    } finally {
      signal.removeEventListener('abort', abort);
      over.abort('the exchange is over');
      this.#exchange = undefined;
      this.#last = answer;
    }
  }

  close(): void {
    this.#leaving = true;
    this.#connection.close();
  }

  cut(reason: string): void {
    this.#connection.cut(reason);
  }

  #receive(message: Message): void {
    const { serverContent: content } = message;
    const exchange = this.#exchange;
    const understood = heardOf(message);
    if (understood) (exchange?.answer ?? this.#last)?.addHeard(understood);
    if (content || message.toolCall || message.usageMetadata) this.#sign = this.#clock.now();
    if (exchange && this.#answers(exchange) && write(message, this.#model, exchange.answer))
      exchange.wrote = content || exchange.wrote === 'words' ? 'words' : 'tools';
    const usage = usageOf(message);
    if (usage) (exchange?.answer ?? this.#last)?.count(usage);
    if (usage) this.#news.usage(usage.prompt);
    if (content?.interrupted) this.#interrupted();
    if (content?.generationComplete && this.#model.over === 'turn') this.#generated();
    const over = this.#model.over === 'idle' ? content?.interactionStatus === 'IDLE' : content?.turnComplete;
    if (over) this.#complete(content?.turnCompleteReason);
  }

  #asked(exchange: Exchange): void {
    exchange.phase = 'asked';
    this.#sign = this.#clock.now();
  }

  /** Cuts a connection that gives no sign of life after it was asked something. */
  async #watch(exchange: Exchange, over: AbortSignal): Promise<void> {
    while (this.#exchange === exchange) {
      const quiet = exchange.phase === 'asked' ? this.#clock.now() - this.#sign : 0;
      if (quiet >= this.#silence) return this.cut(`${OURS.silent} for ${this.#silence} ms`);
      await this.#clock.sleep(this.#silence - quiet, over).catch(() => {});
    }
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
    if (exchange.wrote !== 'nothing') exchange.answer.withdraw();
    exchange.wrote = 'nothing';
    exchange.phase = 'asking';
  }

  #cut({ by }: Interruption): void {
    if (by === 'hush') hush(this.#connection.session);
    this.#earlier = { is: 'cut', until: this.#clock.now() + IN_FLIGHT };
    this.#settle({ is: 'interrupted' });
  }

  /** Counts answers of which nobody got a piece; those that we cut short ourselves say nothing. */
  #conclude(exchange: Exchange, outcome: Outcome): void {
    this.#unanswered = exchange.wrote === 'words' ? 0 : this.#unanswered + 1;
    this.#settle(outcome);
  }

  /** `interrupted` comes before the `turnComplete` of the turn it cut short, which may be the one before. */
  #interrupted(): void {
    const exchange = this.#exchange;
    const { is } = this.#earlier;
    if (is === 'cut') this.#earlier = { is: 'owing' };
    if (!exchange || exchange.phase === 'asking' || (is !== 'over' && exchange.wrote === 'nothing')) return;
    this.#earlier = { is: 'owing', exchange };
    this.#conclude(exchange, { is: 'interrupted' });
  }

  #generated(): void {
    const exchange = this.#exchange;
    if (!exchange || !this.#answers(exchange)) return;
    this.#earlier = { is: 'owing', exchange };
    // The clock rejects only on abort, and this sleep has no signal.
    void this.#clock.sleep(TRAILING).then(() => {
      if (this.#exchange === exchange) this.#conclude(exchange, { is: 'complete' });
    });
  }

  /** A `turnComplete` that another turn still owed says nothing about an exchange that has not got a word yet. */
  #complete(reason: string | undefined): void {
    const earlier = this.#earlier;
    this.#earlier = { is: 'over' };
    const exchange = this.#exchange;
    if (!exchange || exchange.phase === 'asking') return;
    const anothers = earlier.is === 'cut' || (earlier.is === 'owing' && earlier.exchange !== exchange);
    if (anothers && exchange.wrote === 'nothing') return;
    this.#conclude(exchange, { is: 'complete', ...(reason && { reason }) });
  }

  #settle(outcome: Outcome): void {
    this.#last = this.#exchange?.answer ?? this.#last;
    this.#exchange?.settle(outcome);
    this.#exchange = undefined;
  }
}
