import type { GoogleGenAI } from '@google/genai/web';
import type { Clock } from '../../base/clock.ts';
import { OWN_CLOSE_REASONS } from '../failures/close-codes.ts';
import type { ConnectionPhase, Ending, GenerationOutcome } from '../failures/connection-ending.ts';
import type { AnswerIntake } from '../protocol/answer-intake.ts';
import { MOST_MISTAKES } from '../protocol/answer-progress.ts';
import {
  type ClientMessage,
  type ClientMessages,
  sendSilenceRequest,
  sendToolResults,
} from '../protocol/client-message.ts';
import { Interruption } from '../protocol/interruption.ts';
import { readFound, readInputTranscript, readUsage, type ServerMessage } from '../protocol/server-message.ts';
import type { SessionPlan } from '../protocol/setup.ts';
import type { CallDesk, OpenCallDesk, ToolAnswer, ToolCall } from '../protocol/tool-call.ts';
import { type ConnectionEvents, EventRelay } from './connection-events.ts';
import { type DialOptions, dial, type RawConnection } from './dial.ts';
import { Generation } from './generation.ts';
import { GenerationOrder } from './generation-order.ts';
import { watchPeer } from './peer-watch.ts';

/** How a connection is opened, and what is expected of it. */
export type LiveConnectionOptions = {
  plan: SessionPlan;
  clock: Clock;
  /** Whether a handle was used. */
  resumed: boolean;
  /** After how many milliseconds without a sign of life the asker stops waiting. */
  silence: number;
  /** What answers the model's calls. */
  desk: OpenCallDesk;
};

/**
 * `retired`: an answer that's running goes on, but nothing more is said on it. `leaving`: we're closing it. `over`: how
 * it ended, and in the middle of what.
 */
type ConnectionLife = { is: 'open' | 'retired' | 'leaving' } | { is: 'over'; ending: Ending; phase: ConnectionPhase };

/** A connection on which one generation follows another. */
export class LiveConnection {
  /** Whether it continues an earlier session. */
  readonly resumed: boolean;
  /** The plan of the session that it was opened with. */
  readonly plan: SessionPlan;
  readonly #connection: RawConnection;
  readonly #clock: Clock;
  readonly #silence: number;
  readonly #events: EventRelay;
  readonly #generations: GenerationOrder;
  readonly #desk: CallDesk;
  readonly #opened: number;
  #life: ConnectionLife = { is: 'open' };
  /** How many function calls have come that belong to no answer. */
  #stray = 0;
  readonly #over = new AbortController();

  private constructor(
    connection: RawConnection,
    events: EventRelay,
    { plan, clock, resumed, silence, desk }: LiveConnectionOptions,
  ) {
    this.resumed = resumed;
    this.plan = plan;
    this.#connection = connection;
    this.#events = events;
    this.#clock = clock;
    this.#silence = silence;
    this.#desk = desk(
      (responses) => {
        this.say(sendToolResults(responses));
        this.#generations.current?.sign();
      },
      { silent: plan.model.tools.silent },
    );
    this.#generations = new GenerationOrder(plan.model, clock, {
      take: (calls, answer) => this.#takeCalls(calls, answer),
      interrupt: () => this.#desk.interrupt(),
    });
    this.#opened = clock.now();
    connection.ended.then((ending) => {
      const { phase } = this;
      this.#life = { is: 'over', ending, phase };
      this.#over.abort('the connection is gone');
      this.#desk.close();
      this.#generations.lose(ending, phase);
    });
  }

  /** Dials, with the errors of `dial`. */
  static async open(
    google: GoogleGenAI,
    call: Omit<DialOptions, 'receive' | 'clock'>,
    options: LiveConnectionOptions,
  ): Promise<LiveConnection> {
    const events = new EventRelay();
    let opened: LiveConnection | undefined;
    const receive = (message: ServerMessage) => {
      if (opened) opened.#receive(message);
      events.pass(message);
    };
    opened = new LiveConnection(await dial(google, { ...call, clock: options.clock, receive }), events, options);
    return opened;
  }

  /** Tells `events` what the connection reports besides answers, beginning with what came during the dial. */
  follow(events: ConnectionEvents): void {
    this.#events.follow(events);
  }

  /** Aborts when the connection is gone. */
  get gone(): AbortSignal {
    return this.#over.signal;
  }

  /** Settles when the connection is gone. */
  get ended(): Promise<Ending> {
    return this.#connection.ended;
  }

  /** Whether an answer is running. */
  get busy(): boolean {
    return this.#generations.current !== undefined;
  }

  /** How long it has been open, in milliseconds. */
  get age(): number {
    return this.#clock.now() - this.#opened;
  }

  /** What it's doing, or was doing when it ended. */
  get phase(): ConnectionPhase {
    if (this.#life.is === 'over') return this.#life.phase;
    return this.#generations.phase ?? (this.#life.is === 'leaving' ? 'leaving' : 'idle');
  }

  /** How many generations in a row have ended without output. */
  get unanswered(): number {
    return this.#generations.unanswered;
  }

  /** Whether the other side is still there; see `LiveSocket.isAlive`. */
  isAlive(): Promise<boolean> {
    return this.#connection.isAlive();
  }

  /** Sends something that asks for no answer. */
  say(phrase: ClientMessage): void {
    phrase(this.#connection.session);
  }

  /**
   * Says something and writes what comes back into `answer` until it ends. One at a time. A connection that then shows
   * no sign of life is cut.
   *
   * A signal that is aborted with an `Interruption` ends it as interrupted.
   *
   * @throws the signal's reason if it's aborted with anything else; a UserError if too much comes that isn't an answer.
   *   The connection is then useless, because the rest of the answer is still arriving on it.
   */
  async exchange(words: ClientMessages, answer: AnswerIntake, signal: AbortSignal): Promise<GenerationOutcome> {
    signal.throwIfAborted();
    if (this.#life.is === 'over') return { is: 'lost', ending: this.#life.ending, phase: 'asked' };
    const generation = new Generation(answer, this.#clock);
    const over = new AbortController();
    this.#stray = 0;
    const abort = () => {
      if (!(signal.reason instanceof Interruption)) return generation.giveUp(signal.reason);
      over.abort(signal.reason);
      if (signal.reason.by === 'hush') this.say(sendSilenceRequest);
      this.#generations.interrupt();
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      this.#generations.begin(generation);
      answer.moments.note('sent', 'live');
      words(this.#connection.session, {
        onBegin: () => this.#generations.noteSpeech(generation),
        onEnd: () => this.#noteAsked(generation, over.signal),
        onSound: (ms) => this.#generations.noteSound(generation, ms),
        countWaiting: () => this.#connection.countWaiting(),
        over: over.signal,
      });
      if (generation.is === 'new') this.#noteAsked(generation, over.signal);
      generation.overdue(this.#silence, over.signal).then(
        (limit) => (limit ? generation.giveUp(limit) : this.cut(`${OWN_CLOSE_REASONS.silent} for ${this.#silence} ms`)),
        () => {},
      );
      return await generation.outcome;
    } finally {
      signal.removeEventListener('abort', abort);
      over.abort('the generation is over');
      this.#generations.end(generation);
    }
  }

  /** Whether nothing more may be said on it. */
  get isRetired(): boolean {
    return this.#life.is !== 'open';
  }

  /** From now on nothing more is said on it: its end was announced, or it isn't worth keeping. What runs goes on. */
  retire(): void {
    if (this.#life.is === 'open') this.#life = { is: 'retired' };
  }

  close(): void {
    if (this.#life.is !== 'over') this.#life = { is: 'leaving' };
    this.#connection.close();
  }

  cut(reason: string): void {
    this.#connection.cut(reason);
  }

  /** The question has been said. */
  #noteAsked(generation: Generation, over: AbortSignal): void {
    generation.noteAsked();
    const isWaiting = () => generation.phase === 'asked';
    watchPeer(this.#connection, { clock: this.#clock, age: this.age, isWaiting, signal: over }).catch(() => {});
  }

  /** A message is a bag: its pieces are taken first, and what it ends is ended last. */
  #receive(message: ServerMessage): void {
    const understood = readInputTranscript(message);
    if (understood) this.#generations.takeTranscript(understood);
    this.#desk.cancel(message.toolCallCancellation?.ids ?? []);
    this.#generations.write(message);
    this.#account(message);
    this.#generations.conclude(message);
  }

  /** Gives what a message tells about an answer, and isn't of it, to the answer that it's about. */
  #account(message: ServerMessage): void {
    const { owner } = this.#generations;
    const found = readFound(message);
    if (found) owner?.answer.ground(found, owner.of);
    const usage = readUsage(message);
    if (usage) owner?.answer.count(usage, owner.of);
    if (usage) this.#events.count(usage.prompt);
  }

  /** Has calls answered. If too many come that belong to no answer, the connection is useless. */
  #takeCalls(calls: readonly ToolCall[], answer: ToolAnswer | undefined): void {
    this.#stray = answer ? 0 : this.#stray + calls.length;
    if (this.#stray > MOST_MISTAKES) this.cut('it calls functions without end');
    else this.#desk.take(calls, answer);
  }
}
