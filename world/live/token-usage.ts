import type { TokenKinds } from '../../src/base/expense.ts';
import { type ContextSize, sizeOfSound, sizeOfText, totalOf } from './context-window.ts';
import { FOUND_TOKENS } from './web-finding.ts';

/** How many prompt tokens no modality accounts for, at least and at most, as observed on 3.8. */
const UNACCOUNTED = [25, 51] as const;

/** Tokens of thoughts for each answer. They're counted apart from the answer. */
const THOUGHTS = 12;

/** What was sent of an answer so far. */
export type SaidSoFar = { text: string; soundMs: number; queries?: readonly string[] };

/** What one answer takes: everything in the context when it's asked, and what the model says. */
export class AnswerUsage {
  readonly #context: ContextSize;
  readonly #gap: number;
  readonly #isDetailed: boolean;
  readonly #thoughts: number;

  /**
   * `chance` is from 0 to 1 and draws the gap. Without details only the sums are told, as some counts of the real one are. A
   * model that doesn't think has no thoughts, and no gap.
   */
  constructor(
    context: ContextSize,
    { chance, isDetailed, thinks = true }: { chance: number; isDetailed: boolean; thinks?: boolean },
  ) {
    const [least, most] = UNACCOUNTED;
    this.#context = context;
    this.#gap = thinks ? least + Math.floor(chance * (most - least + 1)) : 0;
    this.#thoughts = thinks ? THOUGHTS : 0;
    this.#isDetailed = isDetailed;
  }

  /** The usageMetadata once this much was said, as odd as the real one: details don't add up, thoughts are apart. */
  tell({ text, soundMs, queries = [] }: SaidSoFar) {
    const prompt = totalOf(this.#context) + this.#gap;
    const sounded = sizeOfSound(soundMs);
    const response = sounded || sizeOfText(text);
    const found = queries.length > 0 ? FOUND_TOKENS : 0;
    const { image, sound } = this.#context;
    const details = {
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: this.#context.text },
        ...(image ? [{ modality: 'IMAGE', tokenCount: image }] : []),
        ...(sound ? [{ modality: 'AUDIO', tokenCount: sound }] : []),
      ],
      responseTokensDetails: [{ modality: sounded ? 'AUDIO' : 'TEXT', tokenCount: response }],
    };
    return {
      promptTokenCount: prompt,
      responseTokenCount: response,
      thoughtsTokenCount: this.#thoughts,
      totalTokenCount: prompt + response + found,
      ...(found > 0 && { toolUsePromptTokenCount: found }),
      ...(this.#isDetailed && details),
    };
  }

  /** What is billed once this much was said. Nobody knows what the gap is, so it's text. */
  bill({ text, soundMs }: SaidSoFar): TokenKinds {
    const sounded = sizeOfSound(soundMs);
    return {
      textIn: this.#context.text + this.#gap,
      soundIn: this.#context.sound,
      imageIn: this.#context.image,
      textOut: sounded ? 0 : sizeOfText(text),
      soundOut: sounded,
      thoughts: this.#thoughts,
      searches: 0,
    };
  }
}
