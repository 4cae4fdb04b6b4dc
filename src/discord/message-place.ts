import type { Message, SendableChannels } from 'discord.js';
import type { Clock } from '../clock.ts';
import { type Place, payload, posted, type Sheet } from './place.ts';

/** Typing shows for ten seconds (Discord docs, resources/channel), so it is renewed a little earlier. */
const TYPING = 8_000;

/** A row of ordinary messages in a channel, the first of them a reply if there is something to reply to. */
export class MessagePlace implements Place {
  readonly opening = '';
  #channel: SendableChannels;
  #clock: Clock;
  #replyTo: string | undefined;
  #last: Message | undefined;

  /** `replyTo` is the id of the asking message. */
  constructor(channel: SendableChannels, clock: Clock, replyTo?: string) {
    this.#channel = channel;
    this.#clock = clock;
    this.#replyTo = replyTo;
  }

  async next(sheet: Sheet): Promise<'shown'> {
    const messageReference = this.#last ? undefined : this.#replyTo;
    this.#last = await this.#channel.send({
      ...posted(sheet),
      // Whoever deletes the question meanwhile still gets the answer.
      ...(messageReference && { reply: { messageReference, failIfNotExists: false } }),
    });
    return 'shown';
  }

  async rewrite(sheet: Sheet): Promise<'shown'> {
    if (!this.#last) return this.next(sheet);
    await this.#last.edit(payload(sheet));
    return 'shown';
  }

  /** Types until the signal aborts. */
  async waiting(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#channel.sendTyping();
      await this.#clock.sleep(TYPING, signal).catch(() => {});
    }
  }
}
