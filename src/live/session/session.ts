import type { GoogleGenAI } from '@google/genai/web';
import type { Logger } from 'pino';
import { type Clock, unlessAborted } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Observe } from '../../base/events.ts';
import { type Moments, UNNOTED } from '../../base/moments.ts';
import { DialError } from '../connection/dial.ts';
import type { LiveConnection } from '../connection/live-connection.ts';
import type { GenerationOutcome } from '../failures/connection-ending.ts';
import type { ConnectPace } from '../limits/connect-pace.ts';
import type { ConnectionPool } from '../limits/connection-pool.ts';
import { ReconnectAdmission } from '../limits/reconnect-admission.ts';
import { AnswerIntake } from '../protocol/answer-intake.ts';
import type { ClientMessages } from '../protocol/client-message.ts';
import { isPhantom } from '../protocol/interruption.ts';
import type { QuestionParts } from '../protocol/question-parts.ts';
import type { AnswerSink } from '../protocol/server-message.ts';
import { makeSessionPlan, maySearch, type Setup } from '../protocol/setup.ts';
import type { OpenCallDesk } from '../protocol/tool-call.ts';
import { ConnectionFailures } from './connection-failures.ts';
import type { ImageTolerance } from './image-tolerance.ts';
import { Resumption, type SessionMemory } from './resumption.ts';
import { Handle } from './resumption-handle.ts';
import { SessionConnections } from './session-connections.ts';
import { makeImmediateInput, type SessionInput } from './session-input.ts';
import type { SetupTolerance } from './setup-tolerance.ts';
import type { SpeakerMarkers } from './speaker-markers.ts';
import type { LiveSpeech } from './speech.ts';
import { SpokenInput } from './spoken-input.ts';
import { makeTypedInput } from './typed-input.ts';

export type SessionOptions = {
  google: GoogleGenAI;
  /**
   * What the session has to be opened with. It's asked for with each question, and may take its time. If it differs from
   * the last one, it takes effect with that question. If it rejects, that turn fails.
   */
  setup(): Promise<Setup>;
  memory: SessionMemory;
  pool: ConnectionPool;
  clock: Clock;
  log: Logger;
  /** After how many milliseconds without a turn the connection is closed. */
  idle: number;
  /** After how many milliseconds without a sign of life a question is asked again, or given up. */
  silence: number;
  /**
   * Whether speakers may be named and pictures shown, what of setups is refused, and how fast to connect; all sessions of
   * the process share these.
   */
  markers: SpeakerMarkers;
  images: ImageTolerance;
  tolerance: SetupTolerance;
  pace: ConnectPace;
  /** A random number from 0 to 1. */
  random(): number;
  /** Called whenever it may no longer be needed. */
  onRest(): void;
  /** What answers the model's calls. */
  desk: OpenCallDesk;
  observe: Observe;
};

/** An outcome that a person can be told; a lost connection is an error instead. */
export type AnswerOutcome = Exclude<GenerationOutcome, { is: 'lost' }>;

/**
 * Google's memory of one conversation, continued over as many connections as it takes. Between connections it rests and
 * costs nothing. When it's asked, it dials, resumes by its handle, and tells a fresh session what that can't know.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #handle: Handle;
  readonly #resumption: Resumption;
  readonly #admission: ReconnectAdmission;
  readonly #failures: ConnectionFailures;
  readonly #connections: SessionConnections;
  /** The speaker, whom the next connection's instruction names if markers are switched off. */
  #speaker: string | undefined;
  /** The moments of the turn that is being said or answered, or was last. */
  #answering: Moments = UNNOTED;

  constructor(options: SessionOptions) {
    this.#options = options;
    const handle = new Handle(options);
    const resumption = new Resumption({
      ...options,
      handle,
      onGoAway: (connection, left) => {
        if (connection.busy) this.#answering.note('go-away', left);
        this.#connections.noteGoAway(connection, left);
      },
      onContextLoss: (connection) => {
        if (connection.busy) this.#answering.note('forgetful');
        this.#connections.noteContextLoss(connection);
      },
    });
    const admission = new ReconnectAdmission(options.clock, options.pace, options.random);
    const failures = new ConnectionFailures({ ...options, resumption, admission });
    this.#handle = handle;
    this.#resumption = resumption;
    this.#admission = admission;
    this.#failures = failures;
    this.#connections = new SessionConnections({ ...options, handle, resumption, admission, failures });
  }

  /** Whether there is a connection. */
  get connected(): boolean {
    return this.#connections.connected;
  }

  /** Whether it must be kept in memory: it has a connection, or remembers why it shouldn't open one yet. */
  get needed(): boolean {
    return this.connected || this.#failures.remembers;
  }

  /** Asks a typed question, with the pictures in it; see `exchange`. */
  ask(question: QuestionParts, number: number, answer: AnswerSink, signal: AbortSignal): Promise<AnswerOutcome> {
    return this.#say(makeTypedInput(question, this.#options), number, answer, signal);
  }

  /**
   * Passes on what a person says while they say it, or a recording, after a `lead`; see `exchange`. A text as the lead
   * names the speaker in its last line; parts are all that the recording was sent with. Until there's a connection the sound is kept, and
   * if one breaks, the next one hears it from the beginning.
   */
  hear(
    speech: LiveSpeech,
    lead: QuestionParts,
    number: number,
    answer: AnswerSink,
    signal: AbortSignal,
  ): Promise<AnswerOutcome> {
    return this.#say(new SpokenInput(speech, lead, this.#options), number, answer, signal);
  }

  /**
   * Says something, over a connection that is opened if there is none, and writes the answer as it comes. If a
   * connection breaks or falls silent before the first piece, it's replaced and the question is asked once more.
   * `number` is the turn's number in the transcript, counted from 1.
   *
   * @throws UserError if Gemini can't be reached, refuses, doesn't answer or breaks off, or if too much comes that isn't
   *   an answer; the signal's reason if it's aborted with anything but an `Interruption`.
   */
  exchange(words: ClientMessages, number: number, answer: AnswerSink, signal: AbortSignal): Promise<AnswerOutcome> {
    return this.#say(makeImmediateInput(words), number, answer, signal);
  }

  /**
   * Closes the connection once its newest handle has arrived. Resolves when it's gone and nothing is being stored any
   * more. The session can be asked again at any time.
   */
  async close(): Promise<void> {
    await this.#connections.close();
    await this.#handle.waitUntilSaved();
  }

  /** Closes the connection and forgets what leads back to the session. What is said next begins a new one. */
  async forget(): Promise<void> {
    await this.close();
    await this.#resumption.forget();
  }

  /**
   * Lets go of everything at once, because another process continues the conversation: nothing is stored or deleted any
   * more. Everything that is running must have been aborted by its signal before, and the session must not be asked
   * again.
   */
  abandon(): void {
    this.#failures.forget();
    this.#handle.abandon();
    this.#connections.abandon();
  }

  async #say(input: SessionInput, number: number, answer: AnswerSink, signal: AbortSignal): Promise<AnswerOutcome> {
    const { clock } = this.#options;
    const began = clock.now();
    answer.source.by = 'live';
    this.#answering = answer.moments;
    const intake = new AnswerIntake(answer, clock);
    for (let said = 1; ; said++) {
      if (said > 1) intake.again();
      const since = input.goesOn ? clock.now() : began;
      const connection = await this.#connect(input, { number, since }, answer, signal);
      const { plan, resumed } = connection;
      answer.source.ask('live', plan.setup.model);
      for (const what of input.listLeftOut(plan)) answer.source.leftOut.add(what);
      this.#resumption.asks(number);
      const outcome = await connection.exchange(input.words(plan), intake, signal).catch((error) => {
        this.#connections.giveUp(connection);
        throw error;
      });
      if (outcome.is !== 'lost') {
        if (isPhantom(outcome, plan.activity, signal.aborted)) {
          answer.moments.note('mute');
          this.#connections.replace(connection);
          if (connection.unanswered > 0 && said < input.most) continue;
          throw new UserError({ code: connection.unanswered > 0 ? 'gemini.late' : 'gemini.broken' });
        }
        input.noteAnswer(plan);
        this.#admission.noteAnswer();
        this.#connections.idle(connection);
        return outcome;
      }
      const { ending, phase } = outcome;
      answer.moments.note('closed', ending.code);
      const [marked, searched] = [input.isSuspect(plan, ending), maySearch(plan.setup, plan.model)];
      const met = { phase, resumed, age: connection.age, marked, searched, left: input.most - said };
      const { turn, isMarkerFault, isSearchFault, text } = await this.#failures.respond(ending, met);
      if (isMarkerFault) input.noteDeath(plan, ending);
      if (isSearchFault) this.#options.tolerance.note(plan.setup, ['search'], 'likely');
      if (turn !== 'again') throw new UserError(text, { cause: new DialError(ending) });
    }
  }

  /** A connection on which it can be said now, with a setup as Google takes it. Somebody has waited since `since`. */
  async #connect(
    input: SessionInput,
    { number, since }: { number: number; since: number },
    { source, moments }: AnswerSink,
    signal: AbortSignal,
  ): Promise<LiveConnection> {
    const { setup, tolerance } = this.#options;
    for (let tries = 1; ; tries++) {
      const wished = await unlessAborted(setup(), signal);
      const plan = makeSessionPlan(tolerance.fit(wished));
      this.#speaker = input.chooseSpeaker(plan, this.#speaker);
      const wanted = { plan, known: number - 1, speaker: this.#speaker, since, moments };
      const connection = await this.#connections.take(wanted, signal);
      // Who reads an answer must know that it's without search, whoever has wished for that.
      for (const extra of tolerance.listRefused(wished))
        if (extra === 'search' || wished.wished?.includes(extra)) source.refused.add(extra);
      // If Google refuses the model, another one takes its place, which may be told in another way who speaks.
      if (connection.plan.setup.model === plan.setup.model || tries > 1) return connection;
    }
  }
}
