import type { PastTurn } from '../protocol/client-message.ts';

/**
 * A token is at most about so many characters of a transcript, and of what the transcript implies at least this share must
 * be in the context. Below that, the context is gone: a collapse is to a few per cent (field reports).
 */
const CHARACTERS = 6;
const SHARE = 0.4;

/** Less than this many tokens cannot collapse in a way that can be told from chance. */
const FEW = 60;

/** How many tokens words have at least. */
const tokens = (said: readonly PastTurn[]): number =>
  said.reduce((sum, { asked, answered }) => sum + asked.length + answered.length, 0) / CHARACTERS;

/** What must be in the context behind a connection, in tokens: that it is gone shows in nothing but Google's count. */
export class ContextLoss {
  #least: number;

  /**
   * @param said what whoever is behind the connection knows
   * @param counted how many tokens Google counted of it before, if it did
   */
  constructor(said: readonly PastTurn[], counted = 0) {
    this.#least = Math.max(tokens(said), counted);
  }

  /** So many tokens must be there, as far as is known. */
  get tokens(): number {
    return Math.round(this.#least);
  }

  /** Takes Google's newest count of the context; returns how many tokens were to be expected if it has collapsed. */
  collapse(prompt: number): number | undefined {
    if (prompt <= 0) return undefined;
    const implied = this.tokens;
    // What was in the context once stays there, but for what compression takes, which is less than is looked for here.
    this.#least = Math.max(this.#least, prompt);
    return implied < FEW || prompt >= implied * SHARE ? undefined : implied;
  }
}
