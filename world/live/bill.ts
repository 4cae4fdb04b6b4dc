import { addKinds, NO_TOKENS, type TokenKinds } from '../../src/base/expense.ts';

/**
 * One answer that Google bills: of which model, when by the world's clock, whether to a spoken question, and for which
 * tokens.
 */
export type BilledAnswer = { model: string; at: number; aloud: boolean; kinds: TokenKinds };

/** How many answers are kept one by one. The oldest of more are only in the sums. */
const KEPT = 20_000;

/**
 * What Google would bill for everything that its models were asked and said, whether or not a client has heard of it. For
 * tests that compare it with what a client thinks that it has spent.
 */
export class Bill {
  /** The newest answers, in order. */
  readonly answers: BilledAnswer[] = [];
  #sums = new Map<string, TokenKinds>();

  add(answer: BilledAnswer): void {
    this.answers.push(answer);
    if (this.answers.length > KEPT) this.answers.shift();
    this.#sums.set(answer.model, addKinds(this.of(answer.model), answer.kinds));
  }

  /** Begins anew, as if nothing had been asked. */
  forget(): void {
    this.answers.length = 0;
    this.#sums.clear();
  }

  /** The models that have answered. */
  get models(): string[] {
    return [...this.#sums.keys()];
  }

  /** All that a model was asked and said. */
  of(model: string): TokenKinds {
    return this.#sums.get(model) ?? NO_TOKENS;
  }
}
