import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Turn } from './turn.ts';
import { isTurnJob, type SpokenJob, type TurnJob, type TypedJob } from './turn-job.ts';
import { TurnQueue } from './turn-queue.ts';

/**
 * How many turns may wait behind the running one. A longer queue would be answered only when nobody reads it any more.
 */
export const MOST_WAITING = 32;

/** How many questions of one person may wait, so that others find room too. */
export const MOST_OF_ONE = 5;

/**
 * People who have waited this long (as long as one dial may take) behind a question that couldn't be asked are told
 * together with it; later ones are tried. In milliseconds.
 */
const LONG = 10_000;

/** How many questions of a conversation have their files in memory: the running one, and the next in line. */
const MOST_READ = 2;

type TurnScheduleOptions = {
  /** Does a job until it's over or `stop` aborts. It never rejects. */
  perform(job: TurnJob, stop: AbortController): Promise<void>;
  /** Called whenever nothing runs or waits any more. It may be called again. */
  quiet(): void;
  clock: Pick<Clock, 'now'>;
};

type CurrentJob = { job: TurnJob; stop: AbortController; done: Promise<void> };

/**
 * Runs a conversation's jobs one after another, in the order of a {@link TurnQueue}. A typed question whose files are
 * still being read holds up nothing but its asker's own later ones.
 */
export class TurnSchedule {
  readonly #options: TurnScheduleOptions;
  readonly #queue = new TurnQueue<TurnJob>();
  #current: CurrentJob | undefined;

  constructor(options: TurnScheduleOptions) {
    this.#options = options;
  }

  /** Whether something runs or waits. */
  get busy(): boolean {
    return this.#current !== undefined || this.waiting > 0;
  }

  /** The running job, and what stops it. */
  get current(): { job: TurnJob; stop: AbortController } | undefined {
    return this.#current;
  }

  /** How many turns wait behind the running one. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  /** Whether speech comes next. */
  get speaks(): boolean {
    return this.#queue.speaks;
  }

  /** Adds a typed question. It's removed again if its turn ends while it waits. */
  ask(job: TypedJob): void {
    this.#queue.ask(job.turn.question.person.id, job);
    void job.turn.ended.then(() => {
      this.removeTurns((waits) => waits === job);
      this.#next();
    });
    this.#next();
  }

  /** Adds speech. */
  speak(job: SpokenJob): void {
    this.#queue.speak(job);
    this.#next();
  }

  /** Adds a job that comes before everything that waits. If there's a `reason`, the running one is stopped with it. */
  hasten(job: TurnJob, reason?: Error): void {
    this.#queue.hasten(job);
    if (reason) this.stop(reason);
    this.#next();
  }

  /** The typed turns: the one that is being answered or whose turn it is, and those that wait. */
  listTyped(): { running: Turn | undefined; waiting: Turn[] } {
    const job = this.#current?.job ?? this.foremost;
    const running = job?.is === 'turn' && !job.turn.end ? job.turn : undefined;
    const typed = this.#queue.all().flatMap((one) => (one.is === 'turn' ? one.turn : []));
    return { running, waiting: typed.filter((turn) => turn !== running) };
  }

  /** The question whose turn it is but for its files, which are being read; nothing while something runs. */
  get foremost(): TypedJob | undefined {
    const [job] = this.#current ? [] : this.#queue.upcoming(this.#options.clock.now());
    return job?.is === 'turn' ? job : undefined;
  }

  /** Removes everything that waits. */
  removeAll(): TurnJob[] {
    return this.#queue.remove(() => true);
  }

  /** Removes the waiting turns that match. */
  removeTurns(matches: (job: TypedJob | SpokenJob) => boolean): (TypedJob | SpokenJob)[] {
    return this.#queue.remove((job) => isTurnJob(job) && matches(job)).filter(isTurnJob);
  }

  /** Removes the turns that have waited for long, except one that is still being said. */
  removeLate(): (TypedJob | SpokenJob)[] {
    const now = this.#options.clock.now();
    const speaks = (job: TypedJob | SpokenJob) => job.is === 'speech' && job.speech.speaking;
    return this.removeTurns((job) => !speaks(job) && now - job.since >= LONG);
  }

  /** Stops the running job. */
  stop(reason: unknown): void {
    this.#current?.stop.abort(reason);
  }

  /** Resolves when nothing runs any more, including everything that waits now. */
  async idle(): Promise<void> {
    while (this.#current) await this.#current.done;
  }

  /** @throws UserError if too many wait in all. */
  checkRoom(): void {
    if (this.waiting < MOST_WAITING) return;
    throw new UserError({ code: 'asking.full', most: MOST_WAITING });
  }

  /** @throws UserError if too many questions of this person, given by id, wait. */
  checkShare(person: string): void {
    if (this.#queue.countWaiting(person) < MOST_OF_ONE) return;
    throw new UserError({ code: 'asking.share', most: MOST_OF_ONE });
  }

  #next(): void {
    if (!this.#current) this.#start();
    this.#readAhead();
    if (!this.busy) this.#options.quiet();
  }

  #start(): void {
    const job = this.#queue.next(this.#options.clock.now(), isReady);
    if (!job) return;
    const stop = new AbortController();
    const done = this.#options.perform(job, stop).finally(() => {
      this.#current = undefined;
      this.#next();
    });
    this.#current = { job, stop, done };
  }

  /** Has the files of those read that come next: one while something runs, and otherwise two, so that one may be slow. */
  #readAhead(): void {
    const most = this.#current ? MOST_READ - 1 : MOST_READ;
    const next = () => this.#next();
    for (const job of this.#queue.upcoming(this.#options.clock.now()).slice(0, most)) {
      const read = this.#queue.all().filter((one) => one.is === 'turn' && one.files && one.files.is !== 'unread');
      if (job.is === 'turn' && job.files?.is === 'unread' && read.length < most) void job.files.read().then(next, next);
    }
  }
}

const isReady = (job: TurnJob): boolean => job.is !== 'turn' || !job.files || job.files.is === 'read';
