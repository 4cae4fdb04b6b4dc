import type { PastTurn } from '../protocol/client-message.ts';

/** A token has at most about this many characters of a transcript. */
const CHARACTERS = 6;

/**
 * At least this share of the expected tokens must be in the context; otherwise it's lost. Of a long
 * conversation, a lost context has only a few per cent left (field reports).
 */
const SHARE = 0.4;

/** With fewer tokens than this, a loss can't be told from chance. */
const FEW = 60;

/** The fewest tokens that these words can have. */
const tokens = (said: readonly PastTurn[]): number =>
  said.reduce((sum, { asked, answered }) => sum + asked.length + answered.length, 0) / CHARACTERS;

/**
 * How many tokens must be in the context behind a connection. Only Google's count shows that it's gone. It includes the
 * instruction and the functions, which a lost context still has, so the loss of a short conversation doesn't show.
 */
export class ContextLoss {
  #least: number;

  /**
   * @param said what the session behind the connection must know
   * @param counted how many tokens Google counted of it before, if it did
   */
  constructor(said: readonly PastTurn[], counted = 0) {
    this.#least = Math.max(tokens(said), counted);
  }

  /** The session is told this, too. */
  add(said: readonly PastTurn[]): void {
    this.#least += tokens(said);
  }

  /** How many tokens must be there, as far as is known. */
  get tokens(): number {
    return Math.round(this.#least);
  }

  /** Takes Google's newest count of the context. If the context has been lost, returns how many tokens were expected. */
  check(prompt: number): number | undefined {
    if (prompt <= 0) return undefined;
    const implied = this.tokens;
    // What was in the context once stays there. Compression removes some of it, but less than what counts as a loss.
    this.#least = Math.max(this.#least, prompt);
    return implied < FEW || prompt >= implied * SHARE ? undefined : implied;
  }
}
