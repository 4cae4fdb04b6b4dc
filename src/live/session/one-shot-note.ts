import { UNNOTED } from '../../base/moments.ts';
import { AnswerSource } from '../protocol/answer-source.ts';
import type { AnswerSink } from '../protocol/server-message.ts';
import { NO_USAGE, type TokenUsage } from '../protocol/token-kinds.ts';
import { ToolWork } from '../protocol/tool-work.ts';

/** The most sound that's kept of an answer: a minute at 24 kHz. */
const MOST_BYTES = 60 * 24_000 * 2;

/** The text of an answer, and its sound. */
export class OneShotNote implements AnswerSink {
  text = '';
  pcm: Buffer[] = [];
  #bytes = 0;
  usage = NO_USAGE;
  readonly source = new AnswerSource();
  readonly moments = UNNOTED;
  readonly work = new ToolWork();
  readonly speaker = undefined;
  /** It may not search. */
  readonly grounding = { add: () => {}, clear: () => {} };

  addText(delta: string): void {
    this.text += delta;
  }

  addAudio(pcm: Buffer): void {
    this.#bytes += pcm.length;
    if (this.#bytes <= MOST_BYTES) this.pcm.push(pcm);
  }

  addTools(): void {}
  addWritten(): 'full' {
    return 'full';
  }
  addHeard(): void {}

  withdraw(): void {
    this.text = '';
    this.pcm = [];
    this.#bytes = 0;
  }

  count(usage: TokenUsage): void {
    this.usage = usage;
  }
}
