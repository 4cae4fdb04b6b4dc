import { BoundedMap } from '../../src/base/bounded-map.ts';
import type { Clock } from '../../src/base/clock.ts';
import { ApiError } from './api-error.ts';
import type { Message } from './message.ts';
import type { MessageBody } from './message-limits.ts';

/** How long a nonce is remembered, in milliseconds; the docs say "the past few minutes". */
const REMEMBERED = 5 * 60_000;

/**
 * Which messages were sent with which nonce (Discord docs, resources/message, "Create message", `enforce_nonce`). Messages
 * of webhooks and of interactions have none.
 */
export class Nonces {
  readonly #clock: Clock;
  readonly #messages = new BoundedMap<string, Message>(10_000);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * The message that its author sent with the nonce of this body a short while ago, if the body insists that there be no
   * other. Throws {@link ApiError} 10008 if it was deleted: a nonce of a deleted message is not free (a maintainer's word,
   * discord-api-docs pull request 6647).
   */
  twin(authorId: string, { nonce, enforce_nonce }: MessageBody): Message | undefined {
    const twin = nonce && enforce_nonce ? this.#messages.get(`${authorId} ${nonce}`) : undefined;
    if (!twin || this.#clock.wall() - twin.createdAt > REMEMBERED) return undefined;
    if (twin.deletedAt !== undefined) throw new ApiError(10008);
    return twin;
  }

  /** Remembers a message that was sent, if it has a nonce. */
  note(message: Message) {
    if (message.nonce) this.#messages.set(`${message.author.id} ${message.nonce}`, message);
  }
}
