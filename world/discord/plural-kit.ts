import type { Channel } from './channel.ts';
import type { Guild } from './guild.ts';
import type { Member } from './member.ts';
import type { Message } from './message.ts';
import type { Webhook } from './webhook.ts';

/** How long it takes until the proxied message is there, and from then until the original goes, in milliseconds. */
type ProxyPace = { repeatsAfter?: number; deletesAfter?: number };

/** As PluralKit does it: its webhook needs a moment, and the original goes a second later (its ProxyService). */
const USUAL: Required<ProxyPace> = { repeatsAfter: 300, deletesAfter: 1_000 };

/**
 * A bot that lets people write under other names, as PluralKit does: `Luna: hello` is written again as Luna by a webhook of
 * its own, without the tag, and then the original is deleted.
 */
export class PluralKit {
  readonly member: Member;
  readonly #guild: Guild;
  readonly #webhooks = new Map<Channel, Webhook>();

  constructor(guild: Guild, name = 'PluralKit') {
    this.#guild = guild;
    this.member = guild.member(name, { bot: true, permissions: ['ManageMessages', 'ManageWebhooks', 'ViewChannel'] });
  }

  /** Its application's id, by which an owner allows its webhooks. */
  get id() {
    return this.member.id;
  }

  /** Writes a message again under a name, and deletes it; resolves with what it wrote once both are done. */
  async proxies(original: Message, name: string, pace: ProxyPace = {}): Promise<Message> {
    const { repeatsAfter, deletesAfter } = { ...USUAL, ...pace };
    const { clock } = this.#guild.world;
    await clock.sleep(repeatsAfter);
    const proxied = this.repeats(original, name);
    await clock.sleep(deletesAfter);
    this.deletes(original);
    return proxied;
  }

  /** Writes a message again under a name, without the tag before it. */
  repeats({ channel, content }: Message, name: string): Message {
    const tag = `${name}:`;
    return this.webhookOf(channel).says(name, content.startsWith(tag) ? content.slice(tag.length).trim() : content);
  }

  /** Deletes the message that it wrote again. */
  deletes(original: Message) {
    if (original.deletedAt === undefined) original.channel.removed(original);
  }

  /** Its webhook in a channel. */
  webhookOf(channel: Channel): Webhook {
    const webhook = this.#webhooks.get(channel) ?? channel.webhook(this.member);
    this.#webhooks.set(channel, webhook);
    return webhook;
  }
}
