import type { Client, PermissionsBitField, SendableChannels } from 'discord.js';

/** A channel as far as its permissions go. */
type Writable = { isThread(): boolean };

/** The permissions that writing in a channel requires. Threads have one of their own. */
export const listWritePermissions = (channel: Writable | null) =>
  ['ViewChannel', channel?.isThread() ? 'SendMessagesInThreads' : 'SendMessages'] as const;

/** Whether these permissions allow writing in the channel. */
export const canWrite = (permissions: Readonly<PermissionsBitField>, channel: Writable | null): boolean =>
  listWritePermissions(channel).every((name) => permissions.has(name));

/**
 * Finds a channel to write in.
 *
 * @throws an error if Discord doesn't know the channel, or if nobody can write in a channel of its kind.
 */
export const findWritableChannel = async (client: Client, id: string | null): Promise<SendableChannels> => {
  const channel = id === null ? null : await client.channels.fetch(id);
  if (!channel?.isSendable()) throw new Error(`the bot cannot write in channel ${id}`);
  return channel;
};
