import type { File } from './attachment.ts';
import type { Channel } from './channel.ts';
import { withMentions } from './mention-pings.ts';
import { Message } from './message.ts';
import type { MessageBody } from './message-limits.ts';
import type { User } from './user.ts';

/** What a webhook's message has besides its words. */
export type WebhookExtras = { embeds?: MessageBody['embeds']; files?: readonly File[] };

/** A webhook of a channel: whoever has its token writes there under any name. */
export class Webhook {
  readonly id: string;
  readonly channel: Channel;
  /** The application that made it; a person's webhook has none. */
  readonly application: Pick<User, 'id'> | undefined;

  constructor(channel: Channel, application?: Pick<User, 'id'>) {
    this.id = channel.world.ids.next();
    this.channel = channel;
    this.application = application;
  }

  /**
   * Writes a message as somebody of this name. Its author has the webhook's id and is no member, whatever the name
   * (Discord docs, resources/message, "Message object"). `@Name` of a member becomes a mention; in a thread of the channel
   * if one is given.
   */
  says(name: string, text: string, { files = [], embeds }: WebhookExtras = {}, thread?: Channel): Message {
    const channel = thread ?? this.channel;
    const people = (channel.guild?.members ?? []).map(({ id, name: known }) => ({ id, name: known }));
    const body = { content: withMentions(text, people), ...(embeds && { embeds }) };
    return channel.post(
      new Message({
        channel,
        author: { id: this.id, name, bot: true },
        body,
        files: files.map((file, index) => ({ ...file, field: `files[${index}]` })),
        webhookId: this.id,
        applicationId: this.application?.id,
      }),
    );
  }
}
