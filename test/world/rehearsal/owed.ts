import { flatten } from '../discord/component-limits.ts';
import type { Message } from '../discord/message.ts';

/** An answer that has to appear: known by its length and its last characters, letters and digits alone. */
type Answer = { length: number; ending: string };

const ENDING = 60;

/** The answers that the model has begun and that nobody has read to their end yet. */
export class Owed {
  #answers: Answer[] = [];
  #unfinished = 0;

  /** The model begins an answer. */
  begin(answer: string): void {
    const text = compact(answer);
    this.#answers.push({ length: text.length, ending: text.slice(-ENDING) });
    this.#unfinished += 1;
  }

  /** The model begins an answer to what somebody said aloud; it is spoken, and the rest of it may never come. */
  beginAloud(): void {
    this.#unfinished += 1;
  }

  /** Whether the model is still answering. */
  get unfinished(): boolean {
    return this.#unfinished > 0;
  }

  /** The model's server has said that a turn is complete: until then the bot takes more words for possible. */
  finish(): void {
    this.#unfinished = Math.max(0, this.#unfinished - 1);
  }

  /** Whether all is over, and can be read in messages and the files that hang on them. */
  paidBy(messages: readonly Message[]): boolean {
    if (this.#unfinished > 0 || messages.some(mayBeStopped)) return false;
    const all = messages.flatMap(({ text, files }) => [text, ...files.map(({ content }) => content.toString())]);
    const text = compact(all.join(''));
    return this.#answers.every(({ length, ending }) => text.length >= length && text.includes(ending));
  }

  /** Owes nothing any more. */
  forgive(): void {
    this.#answers = [];
    this.#unfinished = 0;
  }
}

/** The bot writes an answer as long as it has a button that stops it. */
const mayBeStopped = ({ components }: Message): boolean =>
  flatten(components).some(({ custom_id }) => custom_id?.startsWith('stop:answer:'));

/** Where messages break, and what marks up a text, may differ from what the model said. */
const compact = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');
