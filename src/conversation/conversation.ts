import { unlessAborted } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { MOVED } from '../claims/claims.ts';
import { GeminiUnreachable } from '../live/connection/connect-patience.ts';
import { CLOSE_SENTENCES } from '../live/failures/close-codes.ts';
import { Interruption } from '../live/protocol/interruption.ts';
import { LiveSpeech } from '../live/session/speech.ts';
import type { UnpackerFactory } from '../live/session/speech-buffer.ts';
import { LeaseLostError, NotStoredError } from '../store/store-errors.ts';
import type { Transcript } from './memory/transcript.ts';
import { formatSpokenMark, markQuestion } from './people/name-marks.ts';
import type { Person } from './people/person.ts';
import { addSpeaker, chooseLabel } from './people/speaker-labels.ts';
import { makeAskTime } from './turns/answer-deadline.ts';
import type { LiveSession } from './turns/live-session.ts';
import { type StopRequest, type StopResult, selectTurnsToStop } from './turns/stop-request.ts';
import { type Question, Turn } from './turns/turn.ts';
import { TurnQueue } from './turns/turn-queue.ts';
import type { TurnNumber } from './turns/turn-recording.ts';
import { runTurn, type TurnInput, type TurnMeans } from './turns/turn-run.ts';
import { supersede, type Utterance } from './turns/utterance.ts';

export type ConversationOptions = TurnMeans & {
  transcript: Transcript;
  session: LiveSession<TurnNumber>;
  /** Ends what is just being made of the transcript, which is about to be forgotten. */
  beforeForget?(): Promise<void>;
  /** Told whenever the last waiting turn is done. */
  quiet(): void;
  /** Told of every turn as it begins, so that it can be spoken and shown. */
  onBegin?(turn: Turn): void;
};

/** Turns that may wait behind the one that runs; a longer queue would only be answered when nobody reads it any more. */
const MOST_WAITING = 32;

/** Questions of one person that may wait; the others shall find room, too. */
export const MOST_OF_ONE = 5;

/** Discord knows for some minutes what it was sent; this is well within that, in milliseconds. */
const KNOWN = 60_000;

/**
 * Who has waited so many milliseconds behind a question that could not be asked, as long as one dial takes at most, is told
 * with it; who came later is tried.
 */
const LONG = 10_000;

/** What a conversation does one after another: a typed turn, a spoken one, or forgetting everything. */
type Job =
  | { is: 'turn'; turn: Turn; since: number; wanted: Promise<boolean> }
  | { is: 'speech'; turn: Turn; since: number; speech: LiveSpeech }
  | { is: 'forget'; done: PromiseWithResolvers<ForgetResult> };

/** Whether all is forgotten for good, or will be once the store is back, unless this process dies before. */
export type ForgetResult = 'done' | 'later';

const NOT_FORGOTTEN = 'My storage is overloaded, so I could not forget anything. Please try again in a few minutes.';

type TurnJob = { job: Job; stop: AbortController; done: Promise<void> };

/**
 * What one channel's members and the model say to each other: one turn at a time, in the order of a {@link TurnQueue}.
 */
export class Conversation {
  #options: ConversationOptions;
  readonly #queue = new TurnQueue<Job>();
  #running: TurnJob | undefined;
  /** The ids of the newest questions. */
  #asked: string[] = [];
  /** Who has spoken since it woke; the transcript knows who did before. */
  #speakers: Person[] = [];

  constructor(options: ConversationOptions) {
    this.#options = options;
  }

  /** Whether something runs or waits. */
  get busy(): boolean {
    return this.#running !== undefined;
  }

  /** Whether there is a connection to the Live API. */
  get connected(): boolean {
    return this.#options.session.connected;
  }

  /** Whether it must be kept in memory. */
  get needed(): boolean {
    return this.busy || this.#options.session.needed;
  }

  /** Whether this question was asked here a short while ago. */
  wasAsked(id: string | undefined): boolean {
    return id !== undefined && this.#asked.includes(id);
  }

  /** Turns that wait behind the one that runs. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  /**
   * Adds a question; its answer begins when those before it have ended and `ready` has resolved. If that rejects, or the
   * turn ends while it waits, the question is never asked.
   *
   * @throws UserError when too many wait, of all or of this person.
   */
  ask(question: Question, ready: Promise<unknown>): Turn {
    const { id, person } = question;
    this.#checkRoom();
    this.#checkShare(person);
    const turn = this.#turn(question);
    const wanted = ready.then(
      () => true,
      () => false,
    );
    const job: Job = { is: 'turn', turn, since: this.#options.clock.now(), wanted };
    this.#queue.ask(person.id, job);
    void turn.ended.then(() => this.#queue.remove((waits) => waits === job));
    if (id !== undefined) this.#asked = [...this.#asked, id].slice(-MOST_WAITING);
    this.#next();
    return turn;
  }

  /**
   * Hears somebody: what is written to the speech goes to the model as it comes, and the turn is its answer. Somebody
   * else's utterance that is not answered yet ends without an answer, for the model answers after the last of them.
   * `unpacking` makes sound of it again where it is kept small.
   *
   * @throws UserError when too many wait.
   */
  hear(person: Person, at: number, unpacking?: UnpackerFactory): Utterance {
    this.#checkRoom();
    const turn = this.#turn({ person, text: '', at, aloud: true });
    const speech = new LiveSpeech({ unpacking, clock: this.#options.clock });
    const running = this.#running;
    if (running?.job.is === 'speech') void supersede(running.job, running.stop, this.#options.clock);
    this.#queue.speak({ is: 'speech', turn, since: this.#options.clock.now(), speech });
    this.#next();
    return { turn, speech };
  }

  /**
   * Ends an answer of which people heard only the first `bytes` bytes of sound, because somebody spoke or wanted silence.
   * The transcript keeps what they heard, also if the answer was recorded already.
   */
  interrupt(turn: Turn, bytes: number, by: Interruption['by']): void {
    turn.spoken.cut(bytes);
    const running = this.#running;
    if (running && running.job.is !== 'forget' && running.job.turn === turn) running.stop.abort(new Interruption(by));
  }

  /** Stops typed answers that run or wait, as far as they are whose who wants that; see `selectTurnsToStop`. */
  halt(halt: StopRequest): StopResult {
    const running = this.#running;
    const answers = running?.job.is === 'turn' && !running.job.turn.end ? running.job.turn : undefined;
    const waiting = this.#queue.all().flatMap((job) => (job.is === 'turn' ? job.turn : []));
    const found = selectTurnsToStop(halt, { running: answers, waiting });
    if (found.is !== 'turns') return found;
    for (const turn of found.turns) {
      turn.halt();
      if (turn === answers) running?.stop.abort(new Interruption('hush'));
    }
    return found;
  }

  /** Whoever says this aloud does not want to be heard any more: nothing of it is answered, written or recorded. */
  unhear(turn: Turn): void {
    turn.unhear();
    this.#queue.remove((job) => job.is !== 'forget' && job.turn === turn);
    const running = this.#running;
    if (running && running.job.is !== 'forget' && running.job.turn === turn)
      running.stop.abort(new Interruption('hush'));
  }

  /**
   * Forgets what was said, here and at Google; an answer that runs is stopped, questions that wait stay.
   *
   * @throws UserError when it could not, or when another process goes on with the conversation.
   */
  async reset(): Promise<ForgetResult> {
    const done = Promise.withResolvers<ForgetResult>();
    this.#queue.hasten({ is: 'forget', done });
    const running = this.#running;
    const error = new UserError('The conversation was reset before this answer was finished.');
    // It fails, however much of it had come: nobody can go on with what is forgotten.
    if (running && running.job.is !== 'forget') running.job.turn.finish({ is: 'failed', error });
    running?.stop.abort(error);
    this.#next();
    return done.promise;
  }

  /** Another process goes on with the conversation: here nothing more is said, shown or stored. */
  abandon(): void {
    const waiting = this.#queue.remove(() => true);
    for (const job of this.#running ? [this.#running.job, ...waiting] : waiting) {
      if (job.is === 'forget') job.done.reject(new UserError(MOVED));
      else job.turn.yield();
    }
    this.#running?.stop.abort(new Error('another process goes on with the conversation'));
    this.#options.session.abandon();
    this.#options.transcript.hold(false);
  }

  /** Sends those who wait away with `reason`, lets what runs end until `signal` aborts, and closes the session. */
  async close(reason: UserError, signal: AbortSignal): Promise<void> {
    for (const job of this.#queue.remove(({ is }) => is !== 'forget')) if (job.is !== 'forget') job.turn.refuse(reason);
    const stop = () => this.#running?.stop.abort(reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    // Whoever wants all to be forgotten waits behind what runs, and is told only what is stored.
    while (this.#running) await this.#running.done;
    signal.removeEventListener('abort', stop);
    const { transcript, log } = this.#options;
    if (transcript.late > 0)
      log.error({ event: 'turn.not_stored', turns: transcript.late }, 'turns that wait for the store are lost');
    await this.#options.session.close();
  }

  #turn(question: Question): Turn {
    return new Turn(question, ({ prompt, response, thoughts }) =>
      this.#options.observe?.({ is: 'tokens', prompt, answer: response, thoughts }),
    );
  }

  #next(): void {
    if (this.#running) return;
    const job = this.#queue.next(this.#options.clock.now());
    if (job) {
      const stop = new AbortController();
      const done = this.#do(job, stop).finally(() => {
        this.#running = undefined;
        this.#next();
      });
      this.#running = { job, stop, done };
    } else {
      this.#options.quiet();
    }
  }

  #do(job: Job, stop: AbortController): Promise<void> {
    switch (job.is) {
      case 'turn':
        return this.#answer(job, stop);
      case 'speech':
        return this.#listen(job, stop);
      case 'forget':
        return this.#forget(job.done);
    }
  }

  async #forget({ resolve, reject }: PromiseWithResolvers<ForgetResult>): Promise<void> {
    const { session, transcript, beforeForget: forgetting, clock } = this.#options;
    try {
      await forgetting?.();
      await session.forget();
      this.#speakers = [];
      await transcript.forget(clock.wall());
      resolve('done');
    } catch (error) {
      if (error instanceof NotStoredError && error.queued) return resolve('later');
      if (error instanceof NotStoredError) return reject(new UserError(NOT_FORGOTTEN, { cause: error }));
      reject(error instanceof LeaseLostError ? new UserError(MOVED, { cause: error }) : error);
    }
  }

  async #answer({ turn, wanted }: Job & { is: 'turn' }, stop: AbortController): Promise<void> {
    const isWanted = await unlessAborted(wanted, stop.signal).catch(() => false);
    if (!isWanted) return turn.refuse(stop.signal.reason ?? new Error('nobody waits for the answer any more'));
    if (turn.end) return;
    turn.begin();
    const { id, text } = turn.question;
    if (id !== undefined && (await this.#options.transcript.knows(id))) return this.#repeat(turn, id);
    const say = async (number: TurnNumber) => {
      await this.#meet(turn);
      return this.#options.session.ask(markQuestion(turn.speaker, text), number, turn, stop.signal);
    };
    await this.#run(turn, { say, asked: makeAskTime(this.#options.clock.now()) }, stop);
  }

  /**
   * Two processes hear the same people, and the other one has answered this. It may have died before all of its answer was
   * shown: then that is shown again, where Discord knows what it has already.
   */
  async #repeat(turn: Turn, id: string): Promise<void> {
    const { transcript, clock } = this.#options;
    const newest = await transcript.newest().catch(() => []);
    const entry = newest.findLast((one) => one.id === id);
    if (!entry || clock.wall() - entry.at > KNOWN) return turn.yield();
    turn.addText(entry.answered);
    turn.finish(
      entry.ended === 'complete' ? { is: 'complete' } : { is: 'broken', error: new UserError(CLOSE_SENTENCES.broken) },
    );
    turn.record.settle(entry.number);
  }

  async #listen({ turn, speech }: Job & { is: 'speech' }, stop: AbortController): Promise<void> {
    const { clock, log } = this.#options;
    const say = async (number: TurnNumber) => {
      await this.#meet(turn);
      return this.#options.session.hear(speech, formatSpokenMark(turn.speaker), number, turn, stop.signal);
    };
    // Others began to speak while this one waited: it is said, and not answered.
    if (this.#queue.speaks) void speech.said.then(() => supersede({ turn, speech }, stop, clock));
    await this.#run(turn, { say, asked: () => speech.silence }, stop);
    if (speech.lostBytes > 0)
      log.warn({ event: 'speech.lost', bytes: speech.lostBytes }, 'speech was longer than what is kept');
  }

  /** Gemini is out of reach: who has waited for long behind the turn that found out is told with it. */
  #dismiss(error: GeminiUnreachable): void {
    const { clock, onBegin: began } = this.#options;
    const hasWaited = (job: Job) =>
      job.is !== 'forget' && !(job.is === 'speech' && job.speech.speaking) && clock.now() - job.since >= LONG;
    for (const job of this.#queue.remove(hasWaited)) {
      if (job.is === 'forget') continue;
      if (job.is === 'speech') began?.(job.turn);
      job.turn.refuse(error);
    }
  }

  /** Finds the name by which the conversation tells who asks from everybody who spoke before. */
  async #meet(turn: Turn): Promise<void> {
    const { person } = turn.question;
    const before = await this.#options.transcript.summary().catch(() => undefined);
    // What is recorded counts: who asked during an outage may be recorded by another label than they had then.
    const name = chooseLabel(person, [...this.#speakers, ...(before?.speakers ?? [])]);
    turn.introduce(name);
    this.#speakers = addSpeaker(this.#speakers, { id: person.id, name });
  }

  async #run(turn: Turn, saying: TurnInput, stop: AbortController): Promise<void> {
    this.#options.onBegin?.(turn);
    await runTurn(turn, saying, this.#options, stop);
    const { end } = turn;
    if (end?.is === 'failed' && end.error instanceof GeminiUnreachable) this.#dismiss(end.error);
  }

  #checkRoom(): void {
    if (this.waiting < MOST_WAITING) return;
    throw new UserError(
      `There are already ${MOST_WAITING} questions waiting in this channel. Please try again in a minute or two.`,
    );
  }

  #checkShare({ id }: Person): void {
    if (this.#queue.countWaiting(id) < MOST_OF_ONE) return;
    throw new UserError(
      `You already have ${MOST_OF_ONE} questions waiting in this channel. Please ask again when I have answered one of them.`,
    );
  }
}
