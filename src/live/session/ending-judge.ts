import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Observe } from '../../base/events.ts';
import type { DialError } from '../connection/dial.ts';
import type { LiveConnection } from '../connection/live-connection.ts';
import { type CloseVerdict, judgeClose } from '../failures/close-codes.ts';
import type { Ending, GenerationOutcome } from '../failures/ending.ts';
import type { ReconnectAdmission } from '../limits/reconnect-admission.ts';
import type { Resumption } from './resumption.ts';

export type EndingJudgeOptions = {
  resumption: Resumption;
  admission: ReconnectAdmission;
  clock: Clock;
  log: Logger;
  /** Told when the past does not matter any more. */
  onRest?(): void;
  observe?: Observe | undefined;
};

/** A connection that died of what was said: neither its handle nor its setup is to blame. */
const PASSING: CloseVerdict = { is: 'resume', say: 'gemini.lost' };

/** Judges how the connections of one session end, and draws the lessons: for its handle, and for when to connect again. */
export class EndingJudge {
  readonly #options: EndingJudgeOptions;
  #remembering: AbortController | undefined;

  constructor(options: EndingJudgeOptions) {
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
  async noteBreak(
    line: LiveConnection,
    { ending, phase }: Pick<GenerationOutcome & { is: 'lost' }, 'ending' | 'phase'>,
    excuse?: () => boolean,
  ): Promise<CloseVerdict> {
    const { resumption, log } = this.#options;
    const first = judgeClose(ending, { handle: line.resumed, phase });
    // What Google holds against the account is no sign against the handle.
    const ofAccount = first.is === 'rest' || 'why' in first;
    const judged = !ofAccount && excuse?.() ? PASSING : first;
    const settled = this.#note(judged, ending, line.age);
    if (ofAccount || judged === PASSING) return settled;
    const lesson = judged.is === 'fresh' ? resumption.forget() : resumption.noteBreak(line);
    await lesson.catch((error) =>
      log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be dropped'),
    );
    return settled;
  }

  /** A dial brought no connection. */
  async noteFailure(error: DialError): Promise<CloseVerdict> {
    const judged = await this.#options.resumption.judgeDialError(error);
    return this.#note(judged, error.ending, 0);
  }

  /** A connection is open and answers no more. */
  noteSilence(): void {
    const { admission, log, observe } = this.#options;
    admission.noteUseless();
    void this.#remember();
    log.warn({ event: 'connection.replaced' }, 'a connection is open and answers no more');
    observe?.({ is: 'reconnect', verdict: 'replace' });
  }

  /** Nothing of the past matters any more. */
  forget(): void {
    this.#remembering?.abort('forgotten');
    this.#remembering = undefined;
  }

  #note(judged: CloseVerdict, ending: Ending, age: number): CloseVerdict {
    const { admission, log, observe } = this.#options;
    const settled = admission.noteFailure(judged, age);
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
    const { admission, clock, onRest: rested } = this.#options;
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
