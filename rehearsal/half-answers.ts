import type { Message } from '../world/discord/message.ts';
import { mayBeStopped, readMessages, takeEnd } from './pending-answers.ts';

/** Makes the model wait in the middle of an answer when it's told to. */
export class HalfAnswers {
  #gate: PromiseWithResolvers<void> | undefined;
  #half: string | undefined;

  /** From now on the model waits in the middle of the next answer. */
  close(): void {
    this.#gate = Promise.withResolvers();
    this.#half = undefined;
  }

  /** The model goes on. */
  open(): void {
    this.#gate?.resolve();
    this.#gate = undefined;
  }

  /** The model has said half of an answer. Returns what it has to wait for. */
  reach(half: string): Promise<void> | undefined {
    this.#half = takeEnd(half);
    return this.#gate?.promise;
  }

  /** Whether people can read the first half of the model's answer, and that there is more to come. */
  shownBy(messages: readonly Message[]): boolean {
    return this.#half !== undefined && messages.some(mayBeStopped) && readMessages(messages).includes(this.#half);
  }
}
