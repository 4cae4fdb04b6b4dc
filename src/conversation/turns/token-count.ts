import type { TokenUsage } from '../../live/protocol/server-message.ts';

/** Google's count of a turn's tokens. It grows, and comes several times, even after the end. */
export class TokenCount {
  #newest: TokenUsage = { prompt: 0, response: 0, thoughts: 0, total: 0 };
  readonly #tell: ((more: TokenUsage) => void) | undefined;

  /** `tell` is called with how many more tokens each count brings. */
  constructor(tell?: (more: TokenUsage) => void) {
    this.#tell = tell;
  }

  /** Takes Google's newest count. */
  take(usage: TokenUsage): void {
    const { prompt, response, thoughts, total } = this.#newest;
    this.#newest = usage;
    this.#tell?.({
      prompt: usage.prompt - prompt,
      response: usage.response - response,
      thoughts: usage.thoughts - thoughts,
      total: usage.total - total,
    });
  }
}
