/** What an outbox carries: messages, some of which hold sound and belong to a call. */
type Message = { is: string; call?: string; pcm?: Uint8Array };

type OutboxOptions<M> = {
  /** Puts messages on their way together. Calls back when they have left this process. */
  write: (messages: M[], done: () => void) => void;
  /** Bytes of sound that may be on their way. */
  capacity: number;
  /** So many bytes of a call's sound were dropped because the other side did not keep up. */
  lost: (call: string, bytes: number) => void;
};

/**
 * One direction of the way between the bot and a voice process. Node queues what the other process does not take yet,
 * without bound; here sound beyond the capacity is dropped, and its loss told as soon as there is room again. What is sent
 * within one turn of the event loop leaves together, because each writing wakes the other process and costs more than what
 * it carries.
 */
export class Outbox<M extends Message> {
  readonly #options: OutboxOptions<M>;
  readonly #lost = new Map<string, number>();
  /** What leaves at the end of this turn of the event loop, and the bytes of sound that have not left. */
  #messages: M[] = [];
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
