import type { UserError } from '../../base/errors.ts';
import type { Text } from '../../text/text.ts';

/**
 * How a turn ended. `complete`: the model finished. `interrupted`: someone cut it short. `silent`: it finished without
 * a word, for a reason that Google may have named. `broken`: a part of the answer is there and stays; the rest won't
 * come, but can be asked for. `failed`: there's nothing to continue. `error` says why. `yielded`: another process
 * answers or has answered, or nobody wants an answer any more; nothing more is said here.
 */
export type AnswerEnd =
  | { is: 'complete' }
  | { is: 'interrupted' }
  | { is: 'silent'; reason?: Text }
  | { is: 'broken'; error: UserError }
  | { is: 'failed'; error: Error }
  | { is: 'yielded' };
