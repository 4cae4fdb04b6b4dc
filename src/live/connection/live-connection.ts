import type { FunctionCall, GoogleGenAI } from '@google/genai/web';
import type { Clock } from '../../base/clock.ts';
import { OWN_CLOSE_REASONS } from '../failures/close-codes.ts';
import type { ConnectionPhase, Ending, GenerationOutcome } from '../failures/ending.ts';
import { type Intake, MOST_CALLS } from '../protocol/answer-intake.ts';
import {
  type ClientMessage,
  type ClientMessages,
  sendSilenceRequest,
  sendUnknownTools,
} from '../protocol/client-message.ts';
import { Interruption } from '../protocol/interruption.ts';
import { readInputTranscript, readUsage, type ServerMessage } from '../protocol/server-message.ts';
import type { SessionPlan } from '../protocol/setup.ts';
import { type DialOptions, dial, type RawConnection } from './dial.ts';
import { Generation } from './generation.ts';
import { GenerationOrder } from './generation-order.ts';

/** What a connection tells beside answers. */
export type ConnectionEvents = {
  /** A new resumption handle; it replaces every earlier one. */
  handle(handle: string): void;
  /** Google will close this connection in so many milliseconds. */
  goAway(left: number): void;
  /** The tokens of all that the model had before it when it answered. */
  usage(prompt: number): void;
};

/** How a line was opened, and what is expected of it. */
export type LiveConnectionOptions = {
  plan: SessionPlan;
  clock: Clock;
  /** With a handle. */
  resumed: boolean;
  /** Milliseconds without a sign of life after which whoever asked waits no longer. */
  silence: number;
  news: ConnectionEvents;
};

/** What Google announces where it does not say how soon: Google's session management page names 60 s, field reports 50. */
const LEFT = 10_000;

/** After so many milliseconds without any frame a connection that was asked something is looked after. */
const DOUBT = 8_000;

/** After so many it is asked for a sign of life, which leaves time for Google's late pongs; most answers begin sooner. */
const WONDER = 1_000;

/** The length of a protobuf duration such as "50s" or "1.5s", in milliseconds. */
const duration = (text: unknown): number => {
  const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(String(text)) ?? [];
  return seconds === undefined ? LEFT : Math.min(Number(seconds) * 1_000, 10 * 60_000);
};

/** A connection on which one exchange follows another. */
export class LiveConnection {
  /** Whether it goes on with a session that there was before. */
  readonly resumed: boolean;
  /** What it was opened with, and what follows from that. */
  readonly plan: SessionPlan;
  readonly #connection: RawConnection;
  readonly #clock: Clock;
  readonly #silence: number;
  readonly #news: ConnectionEvents;
  readonly #exchanges: GenerationOrder;
  readonly #opened: number;
  #leaving = false;
  /** How many functions were called that belong to no answer. */
  #stray = 0;
  /** How the connection ended, and in the middle of what, if it has. */
  #ended: { ending: Ending; phase: ConnectionPhase } | undefined;
  readonly #over = new AbortController();

  private constructor(connection: RawConnection, { plan, clock, resumed, silence, news }: LiveConnectionOptions) {
    this.resumed = resumed;
    this.plan = plan;
    this.#connection = connection;
    this.#clock = clock;
    this.#silence = silence;
    this.#news = news;
    this.#exchanges = new GenerationOrder(plan.model, clock);
    this.#opened = clock.now();
    connection.ended.then((ending) => {
      const { phase } = this;
      this.#ended = { ending, phase };
      this.#over.abort('the connection is gone');
      this.#exchanges.lose(ending, phase);
    });
  }

  /** Dials, with the errors of `dial`. News may already come while the dial is under way. */
  static async open(
    google: GoogleGenAI,
    call: Omit<DialOptions, 'receive' | 'clock'>,
    options: LiveConnectionOptions,
  ): Promise<LiveConnection> {
    let line: LiveConnection | undefined;
    const { news, clock } = options;
    const receive = (message: ServerMessage) => {
      const { sessionResumptionUpdate: update, goAway } = message;
      if (line) line.#receive(message);
      if (update?.resumable && update.newHandle) news.handle(update.newHandle);
      if (goAway) news.goAway(duration(goAway.timeLeft));
    };
    line = new LiveConnection(await dial(google, { ...call, clock, receive }), options);
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
    return this.#exchanges.current !== undefined;
  }

  /** How long it has stood, in milliseconds. */
  get age(): number {
    return this.#clock.now() - this.#opened;
  }

  /** What goes on, or went on when the connection ended. */
  get phase(): ConnectionPhase {
    if (this.#ended) return this.#ended.phase;
    return this.#exchanges.phase ?? (this.#leaving ? 'leaving' : 'idle');
  }

  /** How many exchanges in a row have ended without a piece of an answer. */
  get unanswered(): number {
    return this.#exchanges.unanswered;
  }

  /** Whether the other side is still there; see `LiveSocket.alive`. */
  alive(): Promise<boolean> {
    return this.#connection.alive();
  }

  /** Says something that asks for no answer. */
  say(phrase: ClientMessage): void {
    phrase(this.#connection.session);
  }

  /**
   * Says something and writes what comes back into `answer` until it ends. One at a time. A connection that gives no sign
   * of life after that is cut.
   *
   * A signal that is aborted with an `Interruption` ends it as interrupted.
   *
   * @throws the signal's reason when it is aborted with anything else, and a UserError when what comes is too much of what is
   *   no answer; the connection is then of no use any more, because the rest of the answer is still under way on it.
   */
  async exchange(words: ClientMessages, answer: Intake, signal: AbortSignal): Promise<GenerationOutcome> {
    signal.throwIfAborted();
    if (this.#ended) return { is: 'lost', ending: this.#ended.ending, phase: 'asked' };
    const exchange = new Generation(answer, this.#clock);
    const over = new AbortController();
    this.#stray = 0;
    const abort = () => {
      if (!(signal.reason instanceof Interruption)) return exchange.giveUp(signal.reason);
      over.abort(signal.reason);
      if (signal.reason.by === 'hush') this.say(sendSilenceRequest);
      this.#exchanges.interrupt();
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      this.#exchanges.begin(exchange);
      words(this.#connection.session, {
        onBegin: () => this.#exchanges.noteSpeech(exchange),
        onEnd: () => this.#noteAsked(exchange, over.signal),
        goesOn: () => this.#exchanges.goesOn(exchange),
        countWaiting: () => this.#connection.countWaiting(),
        over: over.signal,
      });
      if (exchange.is === 'new') this.#noteAsked(exchange, over.signal);
      exchange.overdue(this.#silence, over.signal).then(
        (limit) => (limit ? exchange.giveUp(limit) : this.cut(`${OWN_CLOSE_REASONS.silent} for ${this.#silence} ms`)),
        () => {},
      );
      return await exchange.outcome;
    } finally {
      signal.removeEventListener('abort', abort);
      over.abort('the exchange is over');
      this.#exchanges.end(exchange);
    }
  }

  close(): void {
    this.#leaving = true;
    this.#connection.close();
  }

  cut(reason: string): void {
    this.#connection.cut(reason);
  }

  /**
   * All is said. A connection that has stood for a while may be gone although nobody knows yet, which shows sooner than that a
   * model gives no sign of life; one that was just set up is there.
   */
  #noteAsked(exchange: Generation, over: AbortSignal): void {
    exchange.noteAsked();
    if (this.age < DOUBT) return;
    const look = async () => {
      await this.#clock.sleep(WONDER, over);
      if (exchange.phase !== 'asked') return;
      this.#connection.ping();
      await this.#clock.sleep(DOUBT - WONDER, over);
      const isThere = await this.#connection.alive();
      if (!isThere && exchange.phase === 'asked' && !over.aborted) this.cut(`${OWN_CLOSE_REASONS.silent} at all`);
    };
    look().catch(() => {});
  }

  /** A message is a bag: what it holds is taken first, and what it ends is ended last. */
  #receive(message: ServerMessage): void {
    const { answer, spoken } = this.#exchanges;
    const understood = readInputTranscript(message);
    if (understood) spoken?.addHeard(understood);
    this.#exchanges.write(message);
    this.#refuse(message.toolCall?.functionCalls ?? []);
    const usage = readUsage(message);
    if (usage) answer?.count(usage);
    if (usage) this.#news.usage(usage.prompt);
    this.#exchanges.conclude(message);
  }

  /** Tells the model that there are no functions, though not without end, also when nothing is asked. */
  #refuse(calls: readonly FunctionCall[]): void {
    if (calls.length === 0) return;
    const { current } = this.#exchanges;
    if (current?.phase === 'tool' || current?.phase === 'answering') this.#stray = 0;
    else this.#stray += calls.length;
    if (this.#stray > MOST_CALLS) this.cut('it calls functions without end');
    else if (!current?.answer.limit) this.say(sendUnknownTools(calls));
  }
}
