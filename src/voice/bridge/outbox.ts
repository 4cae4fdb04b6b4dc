/** What an outbox sends. Messages with sound (`pcm`) belong to a call. */
type Message = { is: string; call?: string; pcm?: Uint8Array };

type OutboxOptions<M> = {
  /** Sends messages together. `done` is called when they have left this process. */
  write: (messages: M[], done: () => void) => void;
  /** How many bytes of sound may wait at most. */
  capacity: number;
  /** This many bytes of a call's sound were dropped, because the other process was too slow. */
  lost: (call: string, bytes: number) => void;
};

/**
 * One direction of the messages between the bot and a voice process. Node's own queue for a slow process has no limit, so
 * here sound beyond the capacity is dropped, and the loss is reported as soon as there's room again. Messages of one turn
 * of the event loop are sent together, because waking the other process costs more than the messages themselves.
 */
export class Outbox<M extends Message> {
  readonly #options: OutboxOptions<M>;
  readonly #lost = new Map<string, number>();
  /** Messages that leave at the end of this turn of the event loop. */
  #messages: M[] = [];
  /** Bytes of sound that haven't left this process. */
  #pending = 0;

  constructor(options: OutboxOptions<M>) {
    this.#options = options;
  }

  send(message: M): void {
    const bytes = message.pcm?.byteLength ?? 0;
    if (bytes > 0 && this.#pending + bytes > this.#options.capacity) {
      const call = message.call ?? '';
      this.#lost.set(call, (this.#lost.get(call) ?? 0) + bytes);
      return;
    }
    this.#pending += bytes;
    if (this.#messages.push(message) === 1) setImmediate(() => this.#write());
  }

  #write(): void {
    const messages = this.#messages;
    this.#messages = [];
    const bytes = messages.reduce((sum, { pcm }) => sum + (pcm?.byteLength ?? 0), 0);
    this.#options.write(messages, () => this.#noteLeft(bytes));
  }

  #noteLeft(bytes: number): void {
    this.#pending -= bytes;
    if (this.#pending > this.#options.capacity / 2) return;
    const lost = [...this.#lost];
    this.#lost.clear();
    for (const [call, dropped] of lost) this.#options.lost(call, dropped);
  }
}
