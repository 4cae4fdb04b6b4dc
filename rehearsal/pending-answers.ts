import { flatten } from '../world/discord/component-limits.ts';
import type { Message } from '../world/discord/message.ts';

/**
 * An answer that has to appear. It's recognised by its length and its last characters, counting only letters and digits.
 */
type Answer = { length: number; ending: string };

/** How many of its last characters distinguish an answer from others. */
const ENDING = 60;

/** Answers that the model has begun and that can't be read to their end yet. */
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

  /** The model begins an answer that no message shows as it is: to speech, when the rest of it may never come, or for a recap. */
  beginUnshown(): void {
    this.#unfinished += 1;
  }

  /** Whether the model is still answering. */
  get unfinished(): boolean {
    return this.#unfinished > 0;
  }

  /** The server has said that the turn is complete. Until then the bot expects more words. */
  finish(): void {
    this.#unfinished = Math.max(0, this.#unfinished - 1);
  }

  /** Whether all answers are over and can be read in messages and their files. */
  paidBy(messages: readonly Message[]): boolean {
    if (this.#unfinished > 0 || messages.some(mayBeStopped)) return false;
    const text = readMessages(messages);
    return this.#answers.every(({ length, ending }) => text.length >= length && text.includes(ending));
  }

  /** Forgets all of them. */
  forgive(): void {
    this.#answers = [];
    this.#unfinished = 0;
  }
}

/** The bot is writing an answer as long as the message has a stop button. */
export const mayBeStopped = ({ components }: Message): boolean =>
  flatten(components).some(({ custom_id }) => custom_id?.startsWith('stop:answer:'));

/** The end of a text, in the form of {@link readMessages}. Messages that contain it contain the whole text. */
export const takeEnd = (text: string): string => compact(text).slice(-ENDING);

/** Everything that can be read in messages and their files, reduced to letters and digits. */
export const readMessages = (messages: readonly Message[]): string =>
  compact(messages.flatMap(({ text, files }) => [text, ...files.map(({ content }) => content.toString())]).join(''));

/** Line breaks and markup may differ from what the model said. */
const compact = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');
