import type { Message, SendableChannels } from 'discord.js';
import type { Clock } from '../clock.ts';
import { mark, write } from './alone.ts';
import { type Place, posted, rewritten, type Sheet } from './place.ts';

/** Typing shows for ten seconds (Discord docs, resources/channel), so it is renewed a little earlier. */
const TYPING = 8_000;

/**
 * What is answered: its id at Discord, and if it is a message that can be replied to, that. Where nothing can be written,
 * `mute` tells whoever wrote it; otherwise who asked, `by`, is written to.
 */
export type Asked = { id?: string; replyTo?: string | undefined; by?: string; mute?: () => Promise<void> };

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
    const messageReference = this.#last || sheet.plain ? undefined : replyTo;
    const nonce = id === undefined ? undefined : `${id}:${this.#count}`;
    const last = await this.#channel.send({
      ...posted(sheet, nonce),
      // Whoever deletes the question meanwhile still gets the answer.
      ...(messageReference && { reply: { messageReference, failIfNotExists: false } }),
    });
    this.#count += 1;
    this.#last = last;
    // Another process may have begun to answer before it died: then this is its message.
    return nonce !== undefined && !isSame(last, sheet) ? 'stale' : 'shown';
  }

  async rewrite(sheet: Sheet): Promise<'shown' | 'stale'> {
    if (!this.#last) return this.next(sheet);
    await this.#last.edit(rewritten(sheet));
    return 'shown';
  }

  renew(): void {
    this.#last = undefined;
  }

  async reopen(): Promise<void> {
    if (this.#channel.isThread()) await this.#channel.setArchived(false);
  }

  async alone(sentence: string, { quietly = false } = {}): Promise<void> {
    const { by: person, mute, replyTo: message } = this.#asked;
    const { id: channel, client } = this.#channel;
    if (quietly) await mark(client, { channel, message });
    else if (mute) await mute();
    else await write(client, { channel, person }, sentence);
  }

  /** Types until the signal aborts. */
  async waiting(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#channel.sendTyping();
      await this.#clock.sleep(TYPING, signal).catch(() => {});
    }
  }
}

const isSame = ({ content, components }: Message, sheet: Sheet): boolean =>
  content.trim() === sheet.content.trim() && components.length > 0 === (sheet.buttons !== undefined);
