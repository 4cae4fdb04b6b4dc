import type { Logger } from 'pino';
import type { Observe } from '../../base/events.ts';
import type { Text } from '../../text/text.ts';
import type { Ending } from '../failures/connection-ending.ts';
import {
  type EndingCircumstances,
  explainConsequences,
  findConsequences,
  type NextAttemptAdvice,
  type TurnFate,
} from '../failures/consequences.ts';
import type { ReconnectAdmission } from '../limits/reconnect-admission.ts';

type TranslationFailuresOptions = { admission: ReconnectAdmission; log: Logger; observe: Observe };

/** What is known of a connection that ended: in the middle of what, how old it was, how often the utterance may be said again. */
type EndedConnection = Pick<EndingCircumstances, 'phase' | 'age' | 'left'>;

/** No connection of a translation has a handle or a marker. */
const BARE = { resumed: false, deaths: 0, marked: false };

/**
 * What follows from an ending for a session's next connections, and for the utterance that was said on it. Whether another
 * connection was doubted doesn't count, because what is refused may be this model alone.
 */
export class TranslationFailures {
  readonly #options: TranslationFailuresOptions;

  constructor(options: TranslationFailuresOptions) {
    this.#options = options;
  }

  /**
   * A connection ended that shouldn't have, or a dial failed. Returns what becomes of the utterance, and what people read. What
   * only the operator can fix isn't tried again for the same utterance.
   */
  respond(ending: Ending, met: EndedConnection): { turn: TurnFate; text: Text } {
    const { admission, log, observe } = this.#options;
    const consequences = findConsequences(ending, { ...BARE, ...met, doubted: false });
    const { verdict, next, turn } = consequences;
    admission.noteEnding({ ...next, account: pickCommon(next.account) }, met.age);
    log.warn({ event: 'translation.broke', ...ending, verdict: verdict.is }, 'a connection of the interpreter broke');
    observe({ is: 'reconnect', verdict: verdict.is });
    return {
      turn: 'why' in verdict && turn === 'again' ? 'told' : turn,
      text: explainConsequences(consequences, admission.until),
    };
  }
}

/**
 * What concerns the conversations, too: the quota, and an account without money. A key that lacks this preview model, or a
 * region that does, must not keep Parley from answering.
 */
const pickCommon = (account: NextAttemptAdvice['account']): NextAttemptAdvice['account'] =>
  typeof account === 'object' && account.is === 'doubt' ? 'fine' : account;
