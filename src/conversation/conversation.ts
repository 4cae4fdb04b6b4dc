import { BoundedSet } from '../base/bounded-set.ts';
import { within } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { Interruption } from '../live/protocol/interruption.ts';
import { LiveSpeech } from '../live/session/speech.ts';
import { Answerer, type AnswererOptions } from './answerer.ts';
import { erasePerson } from './erase-job.ts';
import { forgetAll } from './forget-job.ts';
import type { Person } from './people/person.ts';
import { endIfUnanswered } from './turns/answer-recall.ts';
import type { LiveSession } from './turns/live-session.ts';
import type { Question, ReadFiles } from './turns/question.ts';
import { QuestionFiles } from './turns/question-files.ts';
import { type StopRequest, type StopResult, selectTurnsToStop } from './turns/stop-request.ts';
import type { Turn } from './turns/turn.ts';
import { type ForgetResult, isTurnJob, type TurnJob } from './turns/turn-job.ts';
import { TurnSchedule } from './turns/turn-schedule.ts';
import { type HearingOptions, supersede, type Utterance } from './turns/utterance.ts';

type ConversationOptions = Omit<AnswererOptions, 'schedule' | 'whenIdle'> & {
  session: LiveSession<number | undefined>;
  /** Gives up a recap that's being made of the transcript, which is about to be forgotten. */
  beforeForget(): Promise<void>;
  /** Called whenever the last waiting turn is done. */
  quiet(): void;
  /** Makes the turn of a question, which may be asked once `ready` has resolved. */
  makeTurn(question: Question, ready: Promise<unknown> | undefined): Turn;
};

/** How many questions are remembered, so that none of them is asked twice. */
const MOST_KNOWN = 32;

/** How long a deletion waits for the answer to somebody else that runs, in milliseconds. */
const ERASE_PATIENCE = 4_000;

/** What one channel's members and the model say to each other, in the order of a {@link TurnSchedule}. */
export class Conversation {
  readonly #options: ConversationOptions;
  readonly #schedule: TurnSchedule;
  /** The ids of the newest questions. */
  readonly #asked = new BoundedSet<string>(MOST_KNOWN);
  readonly #answerer: Answerer;
  /** Whether Google's session knows something that isn't stored. */
  #isStale = false;

  constructor(options: ConversationOptions) {
    this.#options = options;
    const { quiet, clock } = options;
    const perform = (job: TurnJob, stop: AbortController) => this.#perform(job, stop);
    this.#schedule = new TurnSchedule({ perform, quiet: () => (this.#isStale ? this.#renew() : quiet()), clock });
    const onUnstored = (turn: Turn) => {
      this.#isStale = true;
      this.#answerer.latest.drop(turn);
    };
    const whenIdle = (work: () => Promise<void>) => this.#schedule.hasten({ is: 'work', work });
    this.#answerer = new Answerer({ ...options, schedule: this.#schedule, onUnstored, whenIdle });
  }

  /** Whether there's a connection to the Live API. */
  get connected(): boolean {
    return this.#options.session.connected;
  }

  /** Whether something is being answered or done. */
  get busy(): boolean {
    return this.#schedule.current !== undefined;
  }

  /** Whether it must stay in memory. */
  get needed(): boolean {
    return this.#schedule.busy || this.#options.session.needed;
  }

  /** The turns that began last, oldest first. */
  get latest(): readonly Turn[] {
    return this.#answerer.latest.all;
  }

  /** Whether this question was asked here a short while ago. */
  wasAsked(id: string | undefined): boolean {
    return id !== undefined && this.#asked.has(id);
  }

  /** How many turns wait behind the running one. */
  get waiting(): number {
    return this.#schedule.waiting;
  }

  /**
   * Adds a question. It's asked when the turns before it have ended, `ready` has resolved, and its files are read;
   * until then it lets speech and other people's questions pass. If `ready` rejects, or the turn ends while it waits, the
   * question is never asked.
   *
   * @throws UserError if too many wait in all, or too many of this person.
   */
  ask(question: Question, ready: Promise<unknown>, readFiles?: ReadFiles): Turn {
    const { id, person } = question;
    this.#schedule.checkRoom();
    this.#schedule.checkShare(person.id);
    const turn = this.#options.makeTurn(question, ready);
    const wanted = ready.then(
      () => true,
      () => false,
    );
    if (id !== undefined) this.#asked.add(id);
    const { clock } = this.#options;
    const files = readFiles && new QuestionFiles({ turn, wanted, readFiles, clock });
    this.#schedule.ask({ is: 'turn', turn, since: clock.now(), wanted, files });
    return turn;
  }

  /**
   * A person begins to speak: what is written to the speech goes to the model as it comes, and the turn is its answer.
   * If another person's utterance has no answer yet, it gets none: the model answers after the last of them.
   *
   * @throws UserError if too many wait.
   */
  hear(person: Person, at: number, { unpacking, ready }: HearingOptions = {}): Utterance {
    this.#schedule.checkRoom();
    const { clock } = this.#options;
    const turn = this.#options.makeTurn({ person, text: '', at, aloud: true }, ready);
    const speech = new LiveSpeech({ unpacking, clock });
    const { current } = this.#schedule;
    if (current?.job.is === 'speech') void supersede(current.job, current.stop, clock);
    this.#schedule.speak({ is: 'speech', turn, since: clock.now(), speech, ready });
    return { turn, speech };
  }

  /** Ends a turn's answer, if it's running, because someone spoke or wanted silence. */
  interrupt(turn: Turn, by: Interruption['by']): void {
    const { current } = this.#schedule;
    if (current && isTurnJob(current.job) && current.job.turn === turn) current.stop.abort(new Interruption(by));
  }

  /** Stops the typed answers, running or waiting, that this person may stop; see {@link selectTurnsToStop}. */
  halt(halt: StopRequest): StopResult {
    const found = selectTurnsToStop(halt, this.#schedule.listTyped());
    if (found.is !== 'turns') return found;
    for (const turn of found.turns)
      void this.#end(turn, () => {
        turn.halt();
        this.interrupt(turn, 'hush');
      });
    return found;
  }

  /** Removes the turn of a speaker who opted out of being heard: it isn't asked, or isn't answered any more. */
  remove(turn: Turn): void {
    this.#schedule.removeTurns((job) => job.turn === turn);
    this.interrupt(turn, 'hush');
  }

  /**
   * Forgets what was said, here and at Google. A running answer is stopped; questions that wait stay.
   *
   * @throws UserError if that failed, or if another process continues the conversation.
   */
  async reset(): Promise<ForgetResult> {
    this.#answerer.latest.forget();
    const done = Promise.withResolvers<ForgetResult>();
    const error = new UserError({ code: 'answer.reset' });
    const job = this.#schedule.current?.job;
    this.#schedule.foremost?.turn.refuse(error);
    // It fails even if most of it had come: nobody can ask for the rest of an answer that is forgotten.
    if (job && isTurnJob(job)) job.turn.finish({ is: 'failed', error });
    this.#schedule.hasten({ is: 'forget', done }, error);
    return done.promise;
  }

  /**
   * Erases one person, who is given by id, here and at Google. What they asked isn't answered any more. Another person's
   * answer may go on for a moment, and is ended then: a deletion can't wait for a long one. What is from later than `before` stays.
   *
   * @throws what `Transcript.erase` throws; UserError if another process continues the conversation.
   */
  async erase(person: string, before = Number.POSITIVE_INFINITY): Promise<void> {
    this.#answerer.latest.forget();
    const done = Promise.withResolvers<void>();
    const isTheirs = ({ turn: { question } }: { turn: Turn }) => question.person.id === person && question.at <= before;
    const error = new UserError({ code: 'answer.erased' });
    for (const { turn } of this.#schedule.removeTurns(isTheirs)) void this.#end(turn, () => turn.refuse(error));
    const running = this.#schedule.current?.job;
    const theirs = running && isTurnJob(running) && isTheirs(running) ? running : undefined;
    theirs?.turn.finish({ is: 'failed', error });
    this.#schedule.hasten({ is: 'erase', person, before, done }, theirs && error);
    const late = new UserError({ code: 'answer.cut-by-erasing' });
    if ((await within(this.#options.clock, ERASE_PATIENCE, done.promise)) !== 'late') return;
    if (this.#schedule.current?.job === running) this.#schedule.stop(late);
    await done.promise;
  }

  /** Another process continues the conversation: nothing more is said, shown or stored here. */
  abandon(): void {
    const { current } = this.#schedule;
    for (const job of [...(current ? [current.job] : []), ...this.#schedule.removeAll()]) {
      if (isTurnJob(job)) job.turn.yield();
      else if ('done' in job) job.done.reject(new UserError({ code: 'asking.moved' }));
    }
    this.#schedule.stop(new Error('another process goes on with the conversation'));
    this.#options.session.abandon();
    this.#options.memory.transcript.hold(false);
  }

  /** Refuses waiting turns with `reason`, lets the running one end until `signal` aborts, and closes the session. */
  async close(reason: UserError, signal: AbortSignal): Promise<void> {
    const waiting = this.#schedule.removeTurns(() => true);
    const refused = Promise.all(waiting.map(({ turn }) => this.#end(turn, () => turn.refuse(reason))));
    const stop = () => this.#schedule.stop(reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    // A reset waits behind the running turn, and is told that it's done only once it is.
    await this.#schedule.idle();
    await refused;
    signal.removeEventListener('abort', stop);
    const { memory, log } = this.#options;
    const { late } = memory.transcript;
    if (late > 0) log.error({ event: 'turn.not_stored', turns: late }, 'turns that wait for the store are lost');
    await this.#options.session.close();
  }

  /** Nothing runs or waits, so Google's session goes, with what isn't stored. The next one is told what is stored. */
  #renew(): void {
    this.#isStale = false;
    const { session, log } = this.#options;
    const onFailure = (error: unknown) => log.debug({ err: error }, 'a handle could not be deleted yet');
    this.#schedule.hasten({ is: 'work', work: () => session.forget().catch(onFailure) });
  }

  /** Ends a turn that may still be waiting. */
  #end(turn: Turn, end: () => void): Promise<void> {
    return endIfUnanswered(turn, this.#options.memory.answered, end);
  }

  #perform(job: TurnJob, stop: AbortController): Promise<void> {
    switch (job.is) {
      case 'turn':
        return this.#answerer.answer(job, stop);
      case 'speech':
        return this.#answerer.listen(job, stop);
      case 'forget':
        return forgetAll(job.done, { ...this.#options, names: this.#answerer.names });
      case 'work':
        return job.work();
      case 'erase':
        return erasePerson(job, { ...this.#options, names: this.#answerer.names });
    }
  }
}
