import type { Message, SendableChannels } from 'discord.js';
import type { Clock } from '../clock.ts';
import { type Place, payload, posted, type Sheet } from './place.ts';

/** Typing shows for ten seconds (Discord docs, resources/channel), so it is renewed a little earlier. */
const TYPING = 8_000;

/** What is answered: its id at Discord, and if it is a message that can be replied to, that. */
export type Asked = { id?: string; replyTo?: string | undefined };

/** A row of ordinary messages in a channel, the first of them a reply if there is something to reply to. */
export class MessagePlace implements Place {
  readonly opening = '';
  #channel: SendableChannels;
  #clock: Clock;
  #asked: Asked;
  #last: Message | undefined;
  #count = 0;

  constructor(channel: SendableChannels, clock: Clock, asked: Asked = {}) {
    this.#channel = channel;
    this.#clock = clock;
    this.#asked = asked;
  }

  get message(): string | undefined {
    return this.#last?.id;
  }

  async next(sheet: Sheet): Promise<'shown' | 'stale'> {
    const { id, replyTo } = this.#asked;
    const messageReference = this.#last ? undefined : replyTo;
    const nonce = id === undefined ? undefined : `${id}:${this.#count}`;
    const last = await this.#channel.send({
      ...posted(sheet, nonce),
      // Whoever deletes the question meanwhile still gets the answer.
      ...(messageReference && { reply: { messageReference, failIfNotExists: false } }),
    });
    this.#count += 1;
    this.#last = last;
    // Another process may have begun to answer before it died: then this is its message.
    return nonce !== undefined && last.content.trim() !== sheet.content.trim() ? 'stale' : 'shown';
  }

  async rewrite(sheet: Sheet): Promise<'shown'> {
    if (!this.#last) await this.next(sheet);
    else await this.#last.edit({ components: [], ...payload(sheet) });
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
