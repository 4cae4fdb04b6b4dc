import { once } from 'node:events';
import { type Client, Events, type Message as ReceivedMessage } from 'discord.js';
import type { Message } from '../../../world/discord/message.ts';

/** What discord.js makes of the message that somebody now sends. */
export const next = async (client: Client, send: () => Promise<Message>): Promise<ReceivedMessage> => {
  const heard: ReceivedMessage[] = [];
  client.on(Events.MessageCreate, (message) => heard.push(message));
  const { id } = await send();
  for (;;) {
    const found = heard.find((message) => message.id === id);
    if (found) return found;
    await once(client, Events.MessageCreate);
  }
};
