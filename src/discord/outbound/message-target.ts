import { isDeepStrictEqual } from 'node:util';
import type { Message, SendableChannels } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import type { Text } from '../../text/text.ts';
import { AGAIN_ID, GROWING_ID, hasButton } from './answer-buttons.ts';
import { readLastPage } from './crash-location.ts';
import { type Asker, addReaction, sendDirectMessage } from './direct-message.ts';
import { LastWrite } from './last-write.ts';
import { type MessageContent, type ReplyTarget, toCreatePayload, toEditPayload } from './reply-target.ts';

/** The typing indicator lasts ten seconds (Discord docs, resources/channel), so it's renewed a little earlier. */
const TYPING = 8_000;

/**
 * What is answered: its id at Discord and, if it's a message that can be replied to, that message. If the bot can't
 * write there, `mute` tells the author; otherwise the asker, `by`, gets a direct message.
 */
export type ReplyOrigin = { id?: string; replyTo?: string | undefined; by?: Asker; mute?: () => Promise<void> };

/**
 * A row of ordinary messages in a channel. The first is a reply if there's something to reply to. It may continue after
 * a message, `last`, with which an interaction was answered and which the bot can edit at any time.
 */
export class MessageTarget implements ReplyTarget {
  readonly opening = '';
  #channel: SendableChannels;
  #clock: Clock;
  #asked: ReplyOrigin;
  #last: string | undefined;
  readonly #written: LastWrite;
  #count = 0;

  /** @param after the message that it continues after, and what was written there last */
  constructor(
    channel: SendableChannels,
    clock: Clock,
    asked: ReplyOrigin = {},
    { last, written = new LastWrite(clock) }: { last?: string | undefined; written?: LastWrite } = {},
  ) {
    this.#channel = channel;
    this.#clock = clock;
    this.#asked = asked;
    this.#last = last;
    this.#written = written;
  }

  get message(): string | undefined {
    return this.#last;
  }

  async next(sheet: MessageContent): Promise<'shown' | 'stale' | 'taken'> {
    const { id, replyTo } = this.#asked;
    const messageReference = this.#last || sheet.plain ? undefined : replyTo;
    const nonce = id === undefined ? undefined : `${id}:${this.#count}`;
    const payload = {
      ...toCreatePayload(sheet, nonce),
      // If the question is deleted meanwhile, the asker still gets the answer.
      ...(messageReference && { reply: { messageReference, failIfNotExists: false } }),
    };
    const sent = await this.#written.note<Message>(sheet.content, () => this.#channel.send(payload));
    this.#count += 1;
    this.#last = sent.id;
    // Another process may have begun to answer before it died; then this is its message.
    if (nonce === undefined || isSame(sent, sheet)) return 'shown';
    return (await this.#isAnswered(sent)) ? 'taken' : 'stale';
  }

  async rewrite(sheet: MessageContent): Promise<'shown' | 'stale' | 'taken'> {
    const { messages } = this.#channel;
    const message = this.#last;
    if (!message) return this.next(sheet);
    if (await this.#written.isForeign(() => messages.fetch({ message, force: true }))) return 'taken';
    await this.#written.note<Message>(sheet.content, () => messages.edit(message, toEditPayload(sheet)));
    return 'shown';
  }

  /** Whether what another process has sent is a whole answer, or one that still grows. */
  async #isAnswered(sent: Message): Promise<boolean> {
    const before = await readLastPage(this.#channel, sent);
    if (hasButton(before, AGAIN_ID)) return true;
    const age = this.#clock.wall() - (before.editedTimestamp ?? before.createdTimestamp);
    const isGrowing = hasButton(before, GROWING_ID);
    // For a moment a growing answer has no button: between the first page, which loses it, and the second one.
    if (!isGrowing && (before.components.length > 0 || age >= GROWING)) return false;
    // A dead process has lost its claim only some time after its last edit. This one may have slept meanwhile, so it looks again.
    await this.#clock.sleep(Math.min(GROWING, Math.max(0, GROWING - age)));
    const now = await this.#channel.messages
      .fetch({ message: sent.id, force: true })
      .then((again) => readLastPage(this.#channel, again))
      .catch(() => undefined);
    if (!now) return false;
    return now.id !== before.id || now.content !== before.content || (isGrowing && !hasButton(now, GROWING_ID));
  }

  async bare(): Promise<void> {
    if (this.#last) await this.#channel.messages.edit(this.#last, { components: [] });
  }

  renew(): void {
    this.#last = undefined;
  }

  async reopen(): Promise<void> {
    if (this.#channel.isThread()) await this.#channel.setArchived(false);
  }

  async alone(text: Text, { quietly = false } = {}): Promise<void> {
    const { by: asker, mute, replyTo: message } = this.#asked;
    const { id: channel, client } = this.#channel;
    if (quietly) await addReaction(client, { channel, message });
    else if (mute) await mute();
    else await sendDirectMessage(client, { channel, asker }, text);
  }

  /** Shows the typing indicator until the signal aborts. */
  async showWaiting(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#channel.sendTyping();
      await this.#clock.sleep(TYPING, signal).catch(() => {});
    }
  }
}

/** A growing answer is edited at least this often, unless the model thinks in the middle of it. In milliseconds. */
const GROWING = 3_000;

/** Whether a message shows this already. Its buttons count by their ids: another process may have left other ones there. */
const isSame = ({ content, components }: Message, sheet: MessageContent): boolean => {
  const ids = components.flatMap((row) =>
    'components' in row ? row.components.map((one) => ('customId' in one ? one.customId : null)) : [],
  );
  const wanted = sheet.buttons?.components.map(({ custom_id }) => custom_id) ?? [];
  return content.trim() === sheet.content.trim() && isDeepStrictEqual(ids, wanted);
};
