import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Turn } from './turn.ts';
import type { SpokenJob, TurnJob, TypedJob } from './turn-job.ts';
import { TurnQueue } from './turn-queue.ts';

/** Turns that may wait behind the one that runs; a longer queue would only be answered when nobody reads it any more. */
export const MOST_WAITING = 32;

/** Questions of one person that may wait; the others shall find room, too. */
export const MOST_OF_ONE = 5;

/**
 * Who has waited so many milliseconds behind a question that could not be asked, as long as one dial takes at most, is told
 * with it; who came later is tried.
 */
const LONG = 10_000;

export type TurnScheduleOptions = {
  /** Does a job until it is over, or `stop` aborts. It never rejects. */
  perform(job: TurnJob, stop: AbortController): Promise<void>;
  /** Told whenever the last job is done. */
  quiet(): void;
  clock: Pick<Clock, 'now'>;
};

type CurrentJob = { job: TurnJob; stop: AbortController; done: Promise<void> };

/** What a conversation does, one after another, in the order of a {@link TurnQueue}. */
export class TurnSchedule {
  readonly #options: TurnScheduleOptions;
  readonly #queue = new TurnQueue<TurnJob>();
  #current: CurrentJob | undefined;

  constructor(options: TurnScheduleOptions) {
    this.#options = options;
  }

  /** Whether something runs or waits. */
  get busy(): boolean {
    return this.#current !== undefined;
  }

  /** What runs, and what stops it. */
  get current(): { job: TurnJob; stop: AbortController } | undefined {
    return this.#current;
  }

  /** Turns that wait behind the one that runs. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  /** Whether something that was said aloud comes next. */
  get speaks(): boolean {
    return this.#queue.speaks;
  }

  /** Adds a typed question; it is taken out again if its turn ends while it waits. */
  ask(job: TypedJob): void {
    this.#queue.ask(job.turn.question.person.id, job);
    void job.turn.ended.then(() => this.removeTurns((waits) => waits === job));
    this.#next();
  }

  /** Adds what somebody says aloud. */
  speak(job: SpokenJob): void {
    this.#queue.speak(job);
    this.#next();
  }

  /** Adds what comes before everything that waits. What runs is stopped, with `reason`. */
  hasten(job: TurnJob, reason: Error): void {
    this.#queue.hasten(job);
    this.stop(reason);
    this.#next();
  }

  /** The typed turns: the one that is being answered, and those that wait. */
  listTyped(): { running: Turn | undefined; waiting: Turn[] } {
    const job = this.#current?.job;
    const running = job?.is === 'turn' && !job.turn.end ? job.turn : undefined;
    return { running, waiting: this.#queue.all().flatMap((one) => (one.is === 'turn' ? one.turn : [])) };
  }

  /** Takes out all that waits. */
  removeAll(): TurnJob[] {
    return this.#queue.remove(() => true);
  }

  /** Takes out the turns that wait and match. */
  removeTurns(matches: (job: TypedJob | SpokenJob) => boolean): (TypedJob | SpokenJob)[] {
    return this.#queue.remove((job) => job.is !== 'forget' && matches(job)).filter((job) => job.is !== 'forget');
  }

  /** Takes out the turns that have waited for long, but for one that is still being said. */
  removeLate(): (TypedJob | SpokenJob)[] {
    const now = this.#options.clock.now();
    const speaks = (job: TypedJob | SpokenJob) => job.is === 'speech' && job.speech.speaking;
    return this.removeTurns((job) => !speaks(job) && now - job.since >= LONG);
  }

  /** Stops what runs. */
  stop(reason: unknown): void {
    this.#current?.stop.abort(reason);
  }

  /** Resolves when nothing runs any more, also none of what waits now. */
  async idle(): Promise<void> {
    while (this.#current) await this.#current.done;
  }

  /** @throws UserError when too many wait, whoever asked. */
  checkRoom(): void {
    if (this.waiting < MOST_WAITING) return;
    throw new UserError({ code: 'asking.full', most: MOST_WAITING });
  }

  /** @throws UserError when too many wait of this person, by id. */
  checkShare(person: string): void {
    if (this.#queue.countWaiting(person) < MOST_OF_ONE) return;
    throw new UserError({ code: 'asking.share', most: MOST_OF_ONE });
  }

  #next(): void {
    if (this.#current) return;
    const job = this.#queue.next(this.#options.clock.now());
    if (!job) {
      this.#options.quiet();
      return;
    }
    const stop = new AbortController();
    const done = this.#options.perform(job, stop).finally(() => {
      this.#current = undefined;
      this.#next();
    });
    this.#current = { job, stop, done };
  }
}
