import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Observe } from '../../base/events.ts';
import type { DialError } from '../connection/dial.ts';
import type { Line } from '../connection/live-connection.ts';
import { SAY, type Verdict, verdict } from '../failures/close-codes.ts';
import type { Ending, Outcome } from '../failures/ending.ts';
import type { Admission } from '../limits/reconnect-admission.ts';
import type { Resumption } from './resumption.ts';

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
    // What Google holds against the account is no sign against the handle.
    const ofAccount = first.is === 'rest' || 'why' in first;
    const judged = !ofAccount && excuse?.() ? PASSING : first;
    const settled = this.#note(judged, ending, line.age);
    if (ofAccount || judged === PASSING) return settled;
    const lesson = judged.is === 'fresh' ? resumption.forget() : resumption.broke(line);
    await lesson.catch((error) =>
      log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be dropped'),
    );
    return settled;
  }

  /** A dial brought no connection. */
  async failed(error: DialError): Promise<Verdict> {
    const judged = await this.#options.resumption.refused(error);
    return this.#note(judged, error.ending, 0);
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

  #note(judged: Verdict, ending: Ending, age: number): Verdict {
    const { admission, log, observe } = this.#options;
    const settled = admission.failed(judged, age);
    log.warn({ event: 'connection.broke', ...ending, verdict: settled.is }, 'a connection broke or could not be made');
    if (settled.is === 'stop')
      log.warn({ event: 'gemini.refused', why: settled.why }, 'no connections are made until the owner mends this');
    observe?.({ is: 'reconnect', verdict: settled.is });
    void this.#remember();
    return settled;
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
