import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Observe } from '../events.ts';
import type { Admission } from './admission.ts';
import { SAY, type Verdict, verdict } from './closing.ts';
import type { DialError } from './dial.ts';
import type { Outcome } from './exchange.ts';
import type { Line } from './line.ts';
import type { Resumption } from './resumption.ts';
import type { Ending } from './socket.ts';

export type JudgeOptions = {
  resumption: Resumption;
  admission: Admission;
  clock: Clock;
  log: Logger;
  /** Told when the past does not matter any more. */
  rested?(): void;
  observe?: Observe | undefined;
};

/** A connection that died of what was said: neither its handle nor its setup is to blame. */
const PASSING: Verdict = { is: 'resume', say: SAY.lost };

/** Judges how the connections of one session end, and draws the lessons: for its handle, and for when to connect again. */
export class Judge {
  readonly #options: JudgeOptions;
  #remembering: AbortController | undefined;

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  /** Whether failures still matter: they tell why no connection should be opened yet. */
  get remembers(): boolean {
    return this.#remembering !== undefined;
  }

  /**
   * A connection ended that should not have.
   *
   * @param excuse whether something else is to blame than the handle or what was said
   */
  async broke(
    line: Line,
    { ending, phase }: Pick<Outcome & { is: 'lost' }, 'ending' | 'phase'>,
    excuse?: () => boolean,
  ): Promise<Verdict> {
    const { resumption, log } = this.#options;
    const first = verdict(ending, { handle: line.resumed, phase });
    const judged = first.is !== 'rest' && first.is !== 'stop' && excuse?.() ? PASSING : first;
    this.#note(judged, ending, line.age);
    if (judged === PASSING) return judged;
    const lesson = judged.is === 'fresh' ? resumption.forget() : resumption.broke(line);
    await lesson.catch((error) =>
      log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be dropped'),
    );
    return judged;
  }

  /** A dial brought no connection. */
  async failed(error: DialError): Promise<Verdict> {
    const judged = await this.#options.resumption.refused(error);
    this.#note(judged, error.ending, 0);
    return judged;
  }

  /** A connection is open and answers no more. */
  silenced(): void {
    const { admission, log, observe } = this.#options;
    admission.left();
    void this.#remember();
    log.warn({ event: 'connection.replaced' }, 'a connection is open and answers no more');
    observe?.({ is: 'reconnect', verdict: 'replace' });
  }

  /** Nothing of the past matters any more. */
  forget(): void {
    this.#remembering?.abort('forgotten');
    this.#remembering = undefined;
  }

  #note(judged: Verdict, ending: Ending, age: number): void {
    const { admission, log, observe } = this.#options;
    log.warn({ event: 'connection.broke', ...ending, verdict: judged.is }, 'a connection broke or could not be made');
    observe?.({ is: 'reconnect', verdict: judged.is });
    admission.failed(judged, age);
    void this.#remember();
  }

  /** Remembers failures until they do not matter any more. */
  async #remember(): Promise<void> {
    if (this.#remembering) return;
    const { admission, clock, rested } = this.#options;
    const remembering = new AbortController();
    const { signal } = remembering;
    this.#remembering = remembering;
    while (clock.now() < admission.matters && !signal.aborted)
      await clock.sleep(admission.matters - clock.now(), signal).catch(() => {});
    if (signal.aborted) return;
    this.#remembering = undefined;
    rested?.();
  }
}
