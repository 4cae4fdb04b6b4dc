import type { AnsweringModel } from '../../live/protocol/answer-source.ts';
import type { TokenUsage } from '../../live/protocol/server-message.ts';

/** Told how many more tokens each count brings, and of which model. */
export type TokenListener = (more: TokenUsage, by: AnsweringModel) => void;

const NONE: TokenUsage = { prompt: 0, response: 0, thoughts: 0, total: 0 };

/** Google's count of a turn's tokens. It grows, and comes several times, even after the end; each model has its own. */
export class TokenCount {
  readonly #newest = { live: NONE, text: NONE };
  readonly #tell: TokenListener | undefined;

  constructor(tell?: TokenListener) {
    this.#tell = tell;
  }

  /** Takes the newest count of a model. */
  take(usage: TokenUsage, by: AnsweringModel): void {
    const { prompt, response, thoughts, total } = this.#newest[by];
    this.#newest[by] = usage;
    const more = {
      prompt: usage.prompt - prompt,
      response: usage.response - response,
      thoughts: usage.thoughts - thoughts,
      total: usage.total - total,
    };
    this.#tell?.(more, by);
  }
}
