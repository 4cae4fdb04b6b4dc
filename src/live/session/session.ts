import type { GoogleGenAI } from '@google/genai/web';
import type { Logger } from 'pino';
import { type Clock, unlessAborted } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Observe } from '../../base/events.ts';
import { DialError } from '../connection/dial.ts';
import type { GenerationOutcome } from '../failures/ending.ts';
import { ConnectPace } from '../limits/connect-pace.ts';
import type { ConnectionPool } from '../limits/connection-pool.ts';
import { ReconnectAdmission } from '../limits/reconnect-admission.ts';
import { AnswerIntake } from '../protocol/answer-intake.ts';
import { type ClientMessages, sendText } from '../protocol/client-message.ts';
import { isPhantom } from '../protocol/interruption.ts';
import type { AnswerSink } from '../protocol/server-message.ts';
import { makeSessionPlan, type SessionPlan, type Setup } from '../protocol/setup.ts';
import { EndingJudge } from './ending-judge.ts';
import { Resumption, type SessionMemory } from './resumption.ts';
import { Handle } from './resumption-handle.ts';
import { SessionConnections } from './session-connections.ts';
import { SpeakerMarkers } from './speaker-markers.ts';
import type { LiveSpeech } from './speech.ts';

export type SessionOptions = {
  google: GoogleGenAI;
  /**
   * What the session has to be opened with. It's asked for with each question, and may take its time. If it differs from
   * the last one, it takes effect with that question. If it rejects, that turn fails.
   */
  setup(): Promise<Setup>;
  memory: SessionMemory;
  seats: ConnectionPool;
  clock: Clock;
  log: Logger;
  /** After how many milliseconds without a turn the connection is closed. */
  idle: number;
  /** After how many milliseconds without a sign of life a question is asked again, or given up. */
  silence?: number;
  /** Whether speakers may be named, and how fast to connect; all sessions of the process share these. */
  markers?: SpeakerMarkers;
  pace?: ConnectPace;
  /** A random number from 0 to 1. */
  random?: () => number;
  /** Called whenever it may no longer be needed. */
  onRest?(): void;
  observe?: Observe | undefined;
};

/** An outcome that a person can be told; a lost connection is an error instead. */
export type AnswerOutcome = Exclude<GenerationOutcome, { is: 'lost' }>;

/** How long a model may show no sign of life, in milliseconds. */
const SILENCE = 20_000;

/** How often a question is sent. An utterance is sent more often, because it can't be asked for again as easily. */
const MOST_ASKED = 2;
const MOST_SPOKEN = 4;

/**
 * What is said, and how often at most. `isSuspect` says whether a connection that ended may have died of how the words
 * began, and `died` is called if it did, as far as that can be known.
 */
type SayProgress = {
  words(plan: SessionPlan): ClientMessages;
  most: number;
  connect?(plan: SessionPlan): void;
  isSuspect?(plan: SessionPlan): boolean;
  died?(plan: SessionPlan): void;
  stood?(plan: SessionPlan): void;
  /** Whether it's still being said, so that nobody waits for an answer yet. */
  goesOn?(): boolean;
};

/**
 * Google's memory of one conversation, continued over as many connections as it takes. Between connections it rests and
 * costs nothing. When it's asked, it dials, resumes by its handle, and tells a fresh session what that can't know.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #handle: Handle;
  readonly #resumption: Resumption;
  readonly #markers: SpeakerMarkers;
  readonly #admission: ReconnectAdmission;
  readonly #judge: EndingJudge;
  readonly #connections: SessionConnections;
  /** The speaker, whom the next connection's instruction names if markers are switched off. */
  #speaker: string | undefined;

  constructor(options: SessionOptions) {
    const { clock, log, random = Math.random, silence = SILENCE } = options;
    this.#options = options;
    this.#markers = options.markers ?? new SpeakerMarkers(log);
    const handle = new Handle(options);
    const resumption = new Resumption({
      ...options,
      handle,
      silence,
      goAway: (line, left) => this.#connections.noteGoAway(line, left),
      forgot: (line) => this.#connections.forgot(line),
    });
    const admission = new ReconnectAdmission(clock, options.pace ?? new ConnectPace(clock, random), random);
    const judge = new EndingJudge({ ...options, resumption, admission });
    this.#handle = handle;
    this.#resumption = resumption;
    this.#admission = admission;
    this.#judge = judge;
    this.#connections = new SessionConnections({ ...options, handle, resumption, admission, judge });
  }

  /** Whether there is a connection. */
  get connected(): boolean {
    return this.#connections.connected;
  }

  /** Whether it must be kept in memory: it has a connection, or remembers why it shouldn't open one yet. */
  get needed(): boolean {
    return this.connected || this.#judge.remembers;
  }

  /** Asks a typed question; see `exchange`. */
  ask(text: string, number: number, answer: AnswerSink, signal: AbortSignal): Promise<AnswerOutcome> {
    return this.#say({ words: ({ model }) => sendText(text, model), most: MOST_ASKED }, number, answer, signal);
  }

  /**
   * Passes on what a person says while they say it, after a `marker` that names them; see `exchange`. Until there's a
   * connection it's kept, and if one breaks, the next one hears it from the beginning.
   */
  hear(
    speech: LiveSpeech,
    marker: string,
    number: number,
    answer: AnswerSink,
    signal: AbortSignal,
  ): Promise<AnswerOutcome> {
    const { clock } = this.#options;
    let named = false;
    let since = 0;
    const saying: SayProgress = {
      connect: ({ setup, model }) => {
        named = model.marks && this.#markers.isAllowed(setup.model);
        this.#speaker = named ? undefined : marker;
      },
      words: ({ activity }) => {
        since = clock.now();
        return speech.words(named ? marker : undefined, activity);
      },
      isSuspect: ({ setup }) => named && this.#markers.isSuspect(setup.model, clock.now() - since),
      died: ({ setup }) => this.#markers.noteDeath(setup.model),
      stood: ({ setup }) => named && this.#markers.stood(setup.model),
      goesOn: () => speech.speaking,
      most: MOST_SPOKEN,
    };
    return this.#say(saying, number, answer, signal);
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
    return this.#say({ words: () => words, most: MOST_ASKED }, number, answer, signal);
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
    this.#judge.forget();
    this.#handle.abandon();
    this.#connections.abandon();
  }

  async #say(saying: SayProgress, number: number, answer: AnswerSink, signal: AbortSignal): Promise<AnswerOutcome> {
    const { setup, clock } = this.#options;
    const began = clock.now();
    const intake = new AnswerIntake(answer, clock);
    for (let said = 1; ; said++) {
      const plan = makeSessionPlan(await unlessAborted(setup(), signal));
      saying.connect?.(plan);
      if (said > 1) intake.again();
      const since = saying.goesOn?.() ? clock.now() : began;
      const wanted = { plan, known: number - 1, speaker: this.#speaker, since };
      const line = await this.#connections.take(wanted, signal);
      this.#resumption.asks(number);
      const outcome = await line.exchange(saying.words(plan), intake, signal).catch((error) => {
        this.#connections.giveUp(line);
        throw error;
      });
      if (outcome.is !== 'lost') {
        if (isPhantom(outcome, plan.activity, signal.aborted)) {
          this.#connections.replace(line);
          if (line.unanswered > 0 && said < saying.most) continue;
          throw new UserError({ code: line.unanswered > 0 ? 'gemini.late' : 'gemini.broken' });
        }
        saying.stood?.(plan);
        this.#admission.noteAnswer();
        this.#connections.idle(line);
        return outcome;
      }
      const { ending, phase } = outcome;
      const { resumed, age } = line;
      const marked = saying.isSuspect?.(plan) ?? false;
      const judged = await this.#judge.judge(ending, { phase, resumed, age, marked, left: saying.most - said });
      if (judged.isMarkerFault) saying.died?.(plan);
      if (judged.turn !== 'again') throw new UserError(judged.text, { cause: new DialError(ending) });
    }
  }
}
