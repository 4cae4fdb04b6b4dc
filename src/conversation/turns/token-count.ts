import { addKinds, NO_TOKENS, pickSpent, type SpentTokens, type TokenKinds } from '../../base/expense.ts';
import type { AnswerSource } from '../../live/protocol/answer-source.ts';
import { NO_USAGE, type TokenUsage } from '../../live/protocol/token-kinds.ts';

/** Which model counts, and how often one was asked so far. */
type Counter = Pick<AnswerSource, 'by' | 'model' | 'times'>;

/** Told how many more tokens each count brings, and of which model. */
export type TokenListener = (more: TokenUsage, source: Counter) => void;

/**
 * Google's count of a turn's tokens. It grows, and comes several times, even after the end. A question that is asked
 * again is billed again, and so is an answer that the model begins anew, whose count is smaller than that of the first.
 */
export class TokenCount {
  /** The newest count, and the question's time of asking that it belongs to. */
  #newest = { usage: NO_USAGE, times: 0 };
  readonly #tell: TokenListener | undefined;
  /** What each model has spent on the turn. Each question that is asked again is in it. */
  readonly #spent = new Map<string, { kinds: TokenKinds; estimated: boolean }>();

  constructor(tell?: TokenListener) {
    this.#tell = tell;
  }

  /** What the turn has cost so far, by model. */
  get spent(): SpentTokens[] {
    return [...this.#spent].map(([model, { kinds, estimated }]) => ({
      model,
      tokens: pickSpent(kinds),
      ...(estimated && { estimated }),
    }));
  }

  /** Takes the newest count of a model; `isAnew` if it's known to be the first one of an answer that was begun again. */
  take(usage: TokenUsage, source: Counter, isAnew = false): void {
    const { usage: last, times } = this.#newest;
    const goesOn = !isAnew && source.times === times && usage.prompt >= last.prompt && usage.response >= last.response;
    const before = goesOn ? last : NO_USAGE;
    this.#newest = { usage, times: source.times };
    const more = {
      prompt: usage.prompt - before.prompt,
      response: usage.response - before.response,
      thoughts: usage.thoughts - before.thoughts,
      total: usage.total - before.total,
      kinds: addKinds(usage.kinds, before.kinds, -1),
      estimated: usage.estimated,
    };
    const { kinds, estimated } = this.#spent.get(source.model) ?? { kinds: NO_TOKENS, estimated: false };
    this.#spent.set(source.model, { kinds: addKinds(kinds, more.kinds), estimated: estimated || more.estimated });
    this.#tell?.(more, source);
  }
}
