import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Observe } from '../../base/events.ts';
import { Timer } from '../../base/timer.ts';
import type { Text } from '../../text/text.ts';
import type { Ending } from '../failures/connection-ending.ts';
import {
  type Consequences,
  type EndingCircumstances,
  explainConsequences,
  findConsequences,
} from '../failures/consequences.ts';
import type { ReconnectAdmission } from '../limits/reconnect-admission.ts';
import type { Resumption } from './resumption.ts';

type ConnectionFailuresOptions = {
  resumption: Resumption;
  admission: ReconnectAdmission;
  clock: Clock;
  log: Logger;
  /** Called when the past no longer matters. */
  onRest(): void;
  observe: Observe;
};

/** What the user of the connection knows about how it ended. */
type FailureContext = Pick<EndingCircumstances, 'phase' | 'resumed' | 'found' | 'age' | 'marked' | 'searched' | 'left'>;

/** What is left to do about a failure: for the turn, for naming speakers and for search. `text` is what the person reads. */
type FailureResponse = Pick<Consequences, 'turn' | 'isMarkerFault' | 'isSearchFault'> & { text: Text };

/**
 * The failures of one session's connections. Acts on each: for the session's handle, and for when it may reconnect; and
 * remembers them as long as they matter for that.
 */
export class ConnectionFailures {
  readonly #options: ConnectionFailuresOptions;
  /** Rings when the last failure may no longer matter. */
  readonly #memory: Timer;

  constructor(options: ConnectionFailuresOptions) {
    this.#options = options;
    this.#memory = new Timer(options.clock);
  }

  /** Whether earlier failures still matter: they tell why no connection should be opened yet. */
  get remembers(): boolean {
    return this.#memory.isSet;
  }

  /**
   * A connection ended that shouldn't have, or a dial failed. Finds out once what follows from that, and acts on it,
   * except for the turn.
   */
  async respond(ending: Ending, met: FailureContext): Promise<FailureResponse> {
    const { resumption, admission, log } = this.#options;
    const { deaths } = resumption;
    const consequences = findConsequences(ending, { ...met, deaths, doubted: admission.doubted });
    this.#note(consequences, ending, met.age);
    const { handle, next, turn, isMarkerFault, isSearchFault } = consequences;
    await resumption
      .heed(handle, next.speaker, met.phase === 'dialling' ? ending : undefined)
      .catch((error) => log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be dropped'));
    return { turn, isMarkerFault, isSearchFault, text: explainConsequences(consequences, admission.until) };
  }

  /** A connection is open but no longer answers. */
  noteSilence(): void {
    const { admission, log, observe } = this.#options;
    admission.noteUseless();
    this.#remember();
    log.warn({ event: 'connection.replaced' }, 'a connection is open but no longer answers');
    observe({ is: 'reconnect', verdict: 'replace' });
  }

  /** Forgets the past. */
  forget(): void {
    this.#memory.stop();
  }

  #note({ verdict, next, isHeldElsewhere }: Consequences, ending: Ending, age: number): void {
    const { admission, log, observe } = this.#options;
    if (!isHeldElsewhere) admission.noteEnding(next, age);
    log.warn({ event: 'connection.broke', ...ending, verdict: verdict.is }, 'a connection broke or could not be made');
    if (verdict.is === 'stop')
      log.warn({ event: 'gemini.refused', why: verdict.why }, 'no connections are made until the operator fixes this');
    observe({ is: 'reconnect', verdict: verdict.is });
    if (!isHeldElsewhere) this.#remember();
  }

  /** Remembers failures until they no longer matter, which a later failure puts off. */
  #remember(): void {
    if (!this.#memory.isSet) this.#keepOn();
  }

  #keepOn(): void {
    const { admission, clock, onRest } = this.#options;
    const left = admission.mattersUntil - clock.now();
    if (left > 0) this.#memory.set(left, () => this.#keepOn());
    else onRest();
  }
}
