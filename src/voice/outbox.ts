/** What an outbox carries: messages, some of which hold sound and belong to a call. */
type Message = { is: string; call?: string; pcm?: Uint8Array };

export type OutboxOptions<M> = {
  /** Puts a message on its way. Calls back when it has left this process. */
  write: (message: M, done: () => void) => void;
  /** Bytes of sound that may be on their way. */
  capacity: number;
  /** So many bytes of a call's sound were dropped because the other side did not keep up. */
  lost: (call: string, bytes: number) => void;
};

/**
 * One direction of the way between the bot and a voice process. Node queues what the other process does not take yet,
 * without bound; here sound beyond the capacity is dropped, and its loss told as soon as there is room again.
 */
export class Outbox<M extends Message> {
  readonly #options: OutboxOptions<M>;
  readonly #lost = new Map<string, number>();
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
    this.#options.write(message, () => this.#left(bytes));
  }

  #left(bytes: number): void {
    this.#pending -= bytes;
    if (this.#pending > this.#options.capacity / 2) return;
    const lost = [...this.#lost];
    this.#lost.clear();
    for (const [call, dropped] of lost) this.#options.lost(call, dropped);
  }
}
