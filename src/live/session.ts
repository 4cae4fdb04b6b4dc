import type { GoogleGenAI } from '@google/genai';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import type { Observe } from '../events.ts';
import { Admission } from './admission.ts';
import { OURS, SAY, type Verdict, verdict } from './closing.ts';
import { DialError } from './dial.ts';
import { fateOf } from './fate.ts';
import type { Line, Outcome } from './line.ts';
import { Markers } from './markers.ts';
import type { Answer } from './message.ts';
import { Pace } from './pace.ts';
import { type Memory, Resumption } from './resumption.ts';
import type { Guest, Seats } from './seats.ts';
import { activityOf, type Setup } from './setup.ts';
import type { Ending } from './socket.ts';
import type { Speech } from './speech.ts';
import { typed, type Words } from './words.ts';

export type SessionOptions = {
  google: GoogleGenAI;
  setup: Setup;
  memory: Memory;
  seats: Seats;
  clock: Clock;
  log: Logger;
  /** Milliseconds without a turn after which the connection is closed. */
  idle: number;
  /** Milliseconds without a sign of life after which a question is asked again, or given up. */
  silence?: number;
  /** Whether speakers may be named, and how fast to connect; shared by all sessions of the process. */
  markers?: Markers;
  pace?: Pace;
  /** A number from 0 to 1, by chance. */
  random?: () => number;
  /** Told whenever it may not be needed any more. */
  rested?(): void;
  observe?: Observe | undefined;
};

/** An outcome that a person can be told of; a lost connection is an error instead. */
export type Answered = Exclude<Outcome, { is: 'lost' }>;

/** The handle for a turn arrives after its end; what it would have missed is told from the transcript then. */
export const HANDLE_WAIT = 1_500;

/** Milliseconds before its announced end at which a connection is left, whatever runs on it. */
const MARGIN = 5_000;

/** How long a model may give no sign of life, in milliseconds. */
const SILENCE = 20_000;

/** How often a question is sent, and an utterance, which cannot be asked for again as easily. */
const MOST_ASKED = 2;
const MOST_SPOKEN = 4;

/** How many connections are tried for one thing that is said. */
const MOST_DIALS = 4;

/** Questions in a row that a connection takes without a word, before another one is tried. */
const MOST_UNANSWERED = 2;

/**
 * What is said, how often at most, and who hears how each connection bore it. `lost` tells whether the words themselves
 * may have been the reason, which is then no reason to blame anything else.
 */
type Saying = { words(): Words; most: number; connect?(): void; lost?(): boolean; stood?(): void };

/**
 * Google's memory of one conversation, continued over as many connections as it takes. Between connections it rests and
 * costs nothing; asked, it dials, resumes by its handle, and tells the new session what it cannot know.
 */
export class Session implements Guest {
  readonly #options: SessionOptions;
  readonly #resumption: Resumption;
  readonly #markers: Markers;
  readonly #admission: Admission;
  #line: Line | undefined;
  /** The line that takes no more questions, because it was announced to end or is not worth keeping. */
  #ending: Line | undefined;
  #leaving: Promise<unknown> | undefined;
  #idling: AbortController | undefined;
  #remembering = false;
  /** Who speaks when a connection is opened: told in its instruction where markers are switched off. */
  #speaker: string | undefined;

  constructor(options: SessionOptions) {
    const { clock, log, random = Math.random } = options;
    this.#options = options;
    this.#markers = options.markers ?? new Markers(log);
    this.#admission = new Admission(clock, options.pace ?? new Pace(clock, random), random);
    this.#resumption = new Resumption({
      ...options,
      silence: options.silence ?? SILENCE,
      goAway: (line, left) => this.#announced(line, left),
      forgot: (line) => this.#forgot(line),
    });
  }

  /** Whether there is a connection. */
  get connected(): boolean {
    return this.#line !== undefined;
  }

  /** Whether it must be kept: it has a connection, or remembers why it should not open one yet. */
  get needed(): boolean {
    return this.connected || this.#remembering;
  }

  /** Asks a typed question; see `exchange`. */
  ask(text: string, number: number, answer: Answer, signal: AbortSignal): Promise<Answered> {
    return this.exchange(typed(text, this.#resumption.model), number, answer, signal);
  }

  /**
   * Passes on what a person says aloud while they say it, `marker` first, which names them; see `exchange`. Until there is
   * a connection it is kept, and if one breaks, the next one hears it from its beginning.
   */
  hear(speech: Speech, marker: string, number: number, answer: Answer, signal: AbortSignal): Promise<Answered> {
    const { setup, clock } = this.#options;
    const { model } = this.#resumption;
    let named = false;
    let since = 0;
    const saying = {
      connect: () => {
        named = model.marks && this.#markers.allowed(setup.model);
        this.#speaker = named ? undefined : marker;
      },
      words: () => {
        since = clock.now();
        return speech.words(named ? marker : undefined, activityOf(setup, model));
      },
      lost: () => named && this.#markers.broke(setup.model, clock.now() - since),
      stood: () => named && this.#markers.stood(setup.model),
      most: MOST_SPOKEN,
    };
    return this.#say(saying, number, answer, signal);
  }

  /**
   * Says something, over a connection that is opened if there is none, and writes the answer as it comes. If a connection
   * breaks or falls silent before the first piece, it is replaced and the words are said once more. `number` tells which
   * turn of the transcript it will be, counted from 1.
   *
   * @throws UserError when Gemini cannot be reached, refuses, does not answer, or breaks off; the signal's reason when it is
   *   aborted with anything but an `Interruption`.
   */
  exchange(words: Words, number: number, answer: Answer, signal: AbortSignal): Promise<Answered> {
    return this.#say({ words: () => words, most: MOST_ASKED }, number, answer, signal);
  }

  /** Closes the connection once its newest handle is here; the session can be asked again at any time. */
  rest(): void {
    const line = this.#line;
    if (!line || line.busy || this.#leaving) return;
    this.#idling?.abort('no longer idle');
    const settled = new AbortController();
    const patience = this.#options.clock.sleep(HANDLE_WAIT, settled.signal).catch(() => {});
    this.#leave(line, async () => {
      await Promise.race([this.#resumption.covered, patience, line.ended]);
      settled.abort('done waiting');
      line.close();
    });
  }

  /** Rests; resolves when the connection is gone and nothing is on its way to the store any more. */
  async close(): Promise<void> {
    this.rest();
    await this.#leaving;
    await this.#resumption.saved();
  }

  async #say(saying: Saying, number: number, answer: Answer, signal: AbortSignal): Promise<Answered> {
    for (let said = 1; ; said++) {
      saying.connect?.();
      if (said > 1) answer.withdraw('all');
      const line = await this.#connect(number - 1, signal);
      this.#resumption.asks(number);
      const outcome = await line.exchange(saying.words(), answer, signal).catch((error) => {
        this.#leave(line, async () => line.cut('the answer was given up'));
        throw error;
      });
      if (outcome.is !== 'lost') {
        if (this.#isPhantom(outcome, signal)) {
          this.#replace(line);
          if (line.unanswered > 0 && said < saying.most) continue;
          throw new UserError(line.unanswered > 0 ? SAY.late : SAY.broken);
        }
        saying.stood?.();
        this.#idle(line);
        return outcome;
      }
      const { ending, phase } = outcome;
      const judged = await this.#judge(line, outcome, saying.lost);
      const fate = fateOf(judged, phase, saying.most - said);
      if (fate === 'again') continue;
      const cause = new DialError(ending);
      const say = fate === 'broken' ? SAY.broken : judged.say;
      throw new UserError(say, { cause, retryAt: this.#admission.until });
    }
  }

  /**
   * Google sometimes says that an answer was interrupted which nobody has interrupted, and then nothing more on that
   * connection (field reports). Where Google decides when somebody speaks, it may be right.
   */
  #isPhantom({ is }: Answered, { aborted }: AbortSignal): boolean {
    const { setup } = this.#options;
    return is === 'interrupted' && !aborted && activityOf(setup, this.#resumption.model) === 'ours';
  }

  /** The open line, or a new one that knows the first `known` turns. */
  async #connect(known: number, signal: AbortSignal): Promise<Line> {
    if (this.#line && this.#line === this.#ending) this.rest();
    await this.#leaving;
    const { seats } = this.#options;
    await seats.take(this, signal);
    this.#idling?.abort('no longer idle');
    const line = this.#line;
    if (line && (await line.alive())) return line;
    if (line) {
      line.cut('no sign of life from the other side');
      await line.ended;
      await seats.take(this, signal);
    }
    try {
      return await this.#open(known, signal);
    } catch (error) {
      seats.leave(this);
      throw error;
    }
  }

  async #open(known: number, signal: AbortSignal): Promise<Line> {
    const { clock, observe } = this.#options;
    for (let dials = 1; ; dials++) {
      await this.#admission.enter(signal);
      const began = clock.now();
      try {
        const line = await this.#resumption.open(known, this.#speaker, signal);
        observe?.({ is: 'connection', session: line.resumed ? 'resumed' : 'fresh', took: clock.now() - began });
        this.#follow(line);
        return line;
      } catch (error) {
        if (!(error instanceof DialError)) throw error;
        const judged = await this.#resumption.refused(error);
        this.#note(judged, error.ending, 0);
        const cause = { cause: error, retryAt: this.#admission.until };
        if (dials >= MOST_DIALS || fateOf(judged, 'dialling', 1) === 'told') throw new UserError(judged.say, cause);
      }
    }
  }

  #follow(line: Line): void {
    const { seats } = this.#options;
    this.#line = line;
    this.#admission.opened();
    line.ended.then((ending) => {
      if (this.#line !== line) return;
      const { phase } = line;
      this.#line = undefined;
      this.#idling?.abort('there is nothing to be closed');
      seats.leave(this);
      // What ends while something is asked is judged by whoever asks, and what we end ourselves by nobody. It is judged
      // first: whoever has heard that we rest may let go of us, if we have nothing to remember.
      if (phase === 'idle' && !this.#leaving) void this.#judge(line, { ending, phase });
      this.#options.rested?.();
    });
  }

  /**
   * Judges an ending that was not wanted, and draws the lessons for the next connection.
   *
   * @param excuse whether something else is to blame than the handle or what was said
   */
  async #judge(
    line: Line,
    { ending, phase }: Pick<Outcome & { is: 'lost' }, 'ending' | 'phase'>,
    excuse?: () => boolean,
  ): Promise<Verdict> {
    const first = verdict(ending, { handle: line.resumed, phase });
    const judged = first.is !== 'rest' && first.is !== 'stop' && excuse?.() ? PASSING : first;
    this.#note(judged, ending, line.age);
    if (judged === PASSING) return judged;
    const lesson = judged.is === 'fresh' ? this.#resumption.forget() : this.#resumption.broke(line);
    await lesson.catch((error) =>
      this.#options.log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be dropped'),
    );
    return judged;
  }

  #note(judged: Verdict, ending: Ending, age: number): void {
    const { log, observe } = this.#options;
    log.warn({ event: 'connection.broke', ...ending, verdict: judged.is }, 'a connection broke or could not be made');
    observe?.({ is: 'reconnect', verdict: judged.is });
    this.#admission.failed(judged, age);
    void this.#remember();
  }

  /** Is needed until its failures do not matter any more. */
  async #remember(): Promise<void> {
    if (this.#remembering) return;
    const { clock, rested } = this.#options;
    this.#remembering = true;
    while (clock.now() < this.#admission.matters) await clock.sleep(this.#admission.matters - clock.now());
    this.#remembering = false;
    rested?.();
  }

  /** Google will close a line: nothing new is said on it, and what runs has until shortly before that. */
  #announced(line: Line, left: number): void {
    this.#end(line);
    if (!line.busy) return;
    const { clock } = this.#options;
    const patience = Math.max(left - MARGIN, left / 2);
    // By a timer: after its announcement Google was seen to fall silent.
    clock.sleep(patience, line.gone).then(
      () => line.cut(OURS.goAway),
      () => {},
    );
  }

  /** The model has lost its memory: what it has not begun to answer is asked of one that is told the transcript. */
  #forgot(line: Line): void {
    if (line.phase === 'asked' || line.phase === 'hearing') line.cut(OURS.forgot);
    else this.#end(line);
  }

  /** Says nothing new on a line. */
  #end(line: Line): void {
    this.#ending = line;
    if (line === this.#line && !line.busy) this.rest();
  }

  /** Leaves a line that is open and answers no more. */
  #replace(line: Line): void {
    this.#admission.left();
    void this.#remember();
    this.#options.log.warn({ event: 'connection.replaced' }, 'a connection is open and answers no more');
    this.#options.observe?.({ is: 'reconnect', verdict: 'replace' });
    this.#leave(line, async () => line.cut(OURS.mute));
  }

  /** Ends a line and lets nobody onto it meanwhile. */
  #leave(line: Line, end: () => Promise<void>): void {
    this.#leaving = end()
      .then(() => line.ended)
      .finally(() => {
        this.#leaving = undefined;
      });
  }

  #idle(line: Line): void {
    const { seats, clock, idle } = this.#options;
    if (this.#line !== line) return;
    seats.idle(this);
    if (line.unanswered >= MOST_UNANSWERED) {
      this.#replace(line);
      return;
    }
    const idling = new AbortController();
    this.#idling = idling;
    clock.sleep(this.#ending === line ? 0 : idle, idling.signal).then(
      () => this.rest(),
      () => {},
    );
  }
}

/** A connection that died of what was said: neither its handle nor its setup is to blame. */
const PASSING: Verdict = { is: 'resume', say: SAY.lost };
