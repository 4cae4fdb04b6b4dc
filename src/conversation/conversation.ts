import { UserError } from '../errors.ts';
import type { Memory } from '../live/session.ts';
import { marked } from './people.ts';
import { type Means, run } from './run.ts';
import { type Question, Turn } from './turn.ts';

export type ConversationOptions = Means & {
  /** The store's side of the session: the handle. */
  handle: Pick<Memory, 'drop'>;
  /** Told whenever the last waiting turn is done. */
  quiet(): void;
};

/** Turns that may wait behind the one that runs; a longer queue would only be answered when nobody reads it any more. */
const MOST_WAITING = 32;

/** What a conversation does one after another: a turn, or forgetting everything. */
type Job = { is: 'turn'; turn: Turn; wanted: Promise<boolean> } | { is: 'forget'; done: PromiseWithResolvers<void> };

/** What one channel's members and the model say to each other: one turn at a time, in the order of arrival. */
export class Conversation {
  #options: ConversationOptions;
  #jobs: Job[] = [];
  #running: { stop: AbortController; done: Promise<void> } | undefined;

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

  /** Turns that wait behind the one that runs. */
  get waiting(): number {
    return this.#jobs.filter(({ is }) => is === 'turn').length;
  }

  /**
   * Adds a question; its answer begins when those before it have ended and `ready` has resolved. If that rejects, the
   * question is never asked.
   *
   * @throws UserError when too many wait.
   */
  ask(question: Question, ready: Promise<unknown>): Turn {
    if (this.waiting >= MOST_WAITING)
      throw new UserError(
        `There are already ${MOST_WAITING} questions waiting in this channel. Please try again in a minute or two.`,
      );
    const turn = new Turn(question);
    const wanted = ready.then(
      () => true,
      () => false,
    );
    this.#jobs.push({ is: 'turn', turn, wanted });
    this.#next();
    return turn;
  }

  /** Forgets what was said, here and at Google; an answer that runs is stopped, questions that wait stay. */
  async reset(): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.#jobs.unshift({ is: 'forget', done });
    this.#running?.stop.abort(new UserError('The conversation was reset before this answer was finished.'));
    this.#next();
    await done.promise;
  }

  /** Sends those who wait away with `reason`, lets what runs end until `signal` aborts, and closes the session. */
  async close(reason: UserError, signal: AbortSignal): Promise<void> {
    for (const job of this.#jobs) if (job.is === 'turn') job.turn.finish({ is: 'failed', error: reason });
    this.#jobs = this.#jobs.filter(({ is }) => is === 'forget');
    const running = this.#running;
    const stop = () => running?.stop.abort(reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    await running?.done;
    signal.removeEventListener('abort', stop);
    await this.#options.session.close();
  }

  #next(): void {
    if (this.#running) return;
    const job = this.#jobs.shift();
    if (job) {
      const stop = new AbortController();
      const done = (job.is === 'turn' ? this.#answer(job, stop) : this.#forget(job.done)).finally(() => {
        this.#running = undefined;
        this.#next();
      });
      this.#running = { stop, done };
    } else {
      this.#options.quiet();
    }
  }

  async #forget(done: PromiseWithResolvers<void>): Promise<void> {
    const { session, transcript, handle } = this.#options;
    try {
      await session.close();
      await handle.drop();
      await transcript.forget();
      done.resolve();
    } catch (error) {
      done.reject(error);
    }
  }

  async #answer({ turn, wanted }: Job & { is: 'turn' }, stop: AbortController): Promise<void> {
    if (!(await wanted)) return turn.finish({ is: 'failed', error: new Error('nobody waits for the answer any more') });
    const { person, text } = turn.question;
    await run(turn, marked(person, text), this.#options, stop);
  }
}
