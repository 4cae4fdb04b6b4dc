import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Observe } from '../../base/events.ts';
import { Timer } from '../../base/timer.ts';
import type { Text } from '../../text/text.ts';
import type { Ending } from '../failures/ending.ts';
import {
  type EndingCircumstances,
  type EndingMeaning,
  explainMeaning,
  readEnding,
} from '../failures/ending-meaning.ts';
import type { ReconnectAdmission } from '../limits/reconnect-admission.ts';
import type { Resumption } from './resumption.ts';

export type EndingJudgeOptions = {
  resumption: Resumption;
  admission: ReconnectAdmission;
  clock: Clock;
  log: Logger;
  /** Called when the past no longer matters. */
  onRest?(): void;
  observe?: Observe | undefined;
};

/** What the user of the connection knows about how it ended. */
export type EndingContext = Pick<EndingCircumstances, 'phase' | 'resumed' | 'age' | 'marked' | 'left'>;

/** What is left to do about an ending: for the turn, and for naming speakers. `text` is what the person reads. */
export type JudgedEnding = Pick<EndingMeaning, 'turn' | 'isMarkerFault'> & { text: Text };

/** Judges how the connections of one session end, and acts on it: for its handle, and for when to reconnect. */
export class EndingJudge {
  readonly #options: EndingJudgeOptions;
  /** Rings when the past may no longer matter. */
  readonly #remembering: Timer;

  constructor(options: EndingJudgeOptions) {
    this.#options = options;
    this.#remembering = new Timer(options.clock);
  }

  /** Whether earlier failures still matter: they tell why no connection should be opened yet. */
  get remembers(): boolean {
    return this.#remembering.isSet;
  }

  /**
   * A connection ended that shouldn't have, or a dial failed. Finds out once what that means, and acts on it, except for
   * the turn.
   */
  async judge(ending: Ending, met: EndingContext): Promise<JudgedEnding> {
    const { resumption, admission, log } = this.#options;
    const meaning = readEnding(ending, { ...met, deaths: resumption.deaths, doubted: admission.doubted });
    this.#note(meaning, ending, met.age);
    const { handle, next } = meaning;
    if (met.phase === 'dialling' && handle.is === 'drop')
      log.info({ event: 'handle.refused', ...ending }, 'a handle is not tried again');
    await resumption
      .heed(handle, next.speaker)
      .catch((error) => log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be dropped'));
    const { turn, isMarkerFault } = meaning;
    return { turn, isMarkerFault, text: explainMeaning(meaning, admission.until) };
  }

  /** A connection is open but no longer answers. */
  noteSilence(): void {
    const { admission, log, observe } = this.#options;
    admission.noteUseless();
    this.#remember();
    log.warn({ event: 'connection.replaced' }, 'a connection is open and answers no more');
    observe?.({ is: 'reconnect', verdict: 'replace' });
  }

  /** Forgets the past. */
  forget(): void {
    this.#remembering.stop();
  }

  #note({ verdict, next }: EndingMeaning, ending: Ending, age: number): void {
    const { admission, log, observe } = this.#options;
    admission.noteEnding(next, age);
    log.warn({ event: 'connection.broke', ...ending, verdict: verdict.is }, 'a connection broke or could not be made');
    if (verdict.is === 'stop')
      log.warn({ event: 'gemini.refused', why: verdict.why }, 'no connections are made until the owner mends this');
    observe?.({ is: 'reconnect', verdict: verdict.is });
    this.#remember();
  }

  /** Remembers failures until they no longer matter, which a new one puts off. */
  #remember(): void {
    if (!this.#remembering.isSet) this.#rememberOn();
  }

  #rememberOn(): void {
    const { admission, clock, onRest } = this.#options;
    const rest = admission.matters - clock.now();
    if (rest > 0) this.#remembering.set(rest, () => this.#rememberOn());
    else onRest?.();
  }
}
