import { flatten } from '../world/discord/component-limits.ts';
import type { Message } from '../world/discord/message.ts';

/** An answer that has to appear: known by its length and its last characters, letters and digits alone. */
type Answer = { length: number; ending: string };

/** This many of its last characters tell an answer from others. */
const ENDING = 60;

/** The answers that the model has begun and that nobody has read to their end yet. */
export class PendingAnswers {
  #answers: Answer[] = [];
  #unfinished = 0;

  /** How many answers the model has ever begun. */
  begun = 0;

  /** The model begins an answer. */
  begin(answer: string): void {
    this.#answers.push({ length: compact(answer).length, ending: takeEnd(answer) });
    this.#unfinished += 1;
    this.begun += 1;
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
    const text = readMessages(messages);
    return this.#answers.every(({ length, ending }) => text.length >= length && text.includes(ending));
  }

  /** Owes nothing any more. */
  forgive(): void {
    this.#answers = [];
    this.#unfinished = 0;
  }
}

/** The bot writes an answer as long as it has a button that stops it. */
export const mayBeStopped = ({ components }: Message): boolean =>
  flatten(components).some(({ custom_id }) => custom_id?.startsWith('stop:answer:'));

/** The end of a text, as {@link readMessages} has it: whatever holds that has all of the text. */
export const takeEnd = (text: string): string => compact(text).slice(-ENDING);

/** All that can be read in messages and the files that hang on them, letters and digits alone. */
export const readMessages = (messages: readonly Message[]): string =>
  compact(messages.flatMap(({ text, files }) => [text, ...files.map(({ content }) => content.toString())]).join(''));

/** Where messages break, and what marks up a text, may differ from what the model said. */
const compact = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');
