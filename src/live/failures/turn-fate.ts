import type { CloseVerdict } from './close-codes.ts';
import type { ConnectionPhase, GenerationOutcome } from './ending.ts';

/**
 * What becomes of the turn that a connection's end met. `nothing`: there was none. `again`: it is said on the next
 * connection. `broken`: what came of the answer stays, and the rest will not come. `told`: the person is told why there is
 * no answer.
 */
export type TurnFate = 'nothing' | 'again' | 'broken' | 'told';

/**
 * Decides it: an answer of which a part was shown is never begun anew, and nothing is said more often than `left` allows,
 * the number of times it may still be said.
 */
export const decideFate = ({ is }: Pick<CloseVerdict, 'is'>, phase: ConnectionPhase, left: number): TurnFate => {
  if (phase === 'idle' || phase === 'leaving') return 'nothing';
  if (phase === 'answering') return 'broken';
  if (is === 'rest' || is === 'stop' || is === 'refused') return 'told';
  return left > 0 ? 'again' : 'told';
};

/**
 * Google sometimes says that an answer was interrupted which nobody has interrupted, and then nothing more on that
 * connection (field reports). Where Google decides when somebody speaks, it may be right.
 *
 * @param activity who decides it
 * @param wanted whether we interrupted it
 */
export const isPhantom = ({ is }: GenerationOutcome, activity: 'ours' | 'server', wanted: boolean): boolean =>
  is === 'interrupted' && activity === 'ours' && !wanted;
