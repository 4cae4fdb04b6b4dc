import type { BaseInteraction } from 'discord.js';
import { type Clock, within } from '../../base/clock.ts';

/** Discord gives at most this many messages at once (Discord docs, resources/message, "Get channel messages"). */
const MOST_FETCHED = 100;

/** How long Discord may take, in milliseconds. */
const PATIENCE = 3_000;

/**
 * When whoever uses a command last wrote in its channel, in milliseconds since the epoch; nothing if that's none of the newest
 * messages, or can't be looked up. It reads no words. Never rejects.
 */
export const findLastMessage = async (
  { channel, user }: Pick<BaseInteraction, 'channel' | 'user'>,
  clock: Clock,
): Promise<number | undefined> => {
  if (!channel?.isTextBased()) return undefined;
  try {
    const fetched = await within(clock, PATIENCE, channel.messages.fetch({ limit: MOST_FETCHED, cache: false }));
    if (fetched === 'late') return undefined;
    const own = fetched.filter(({ author }) => author.id === user.id).map(({ createdTimestamp }) => createdTimestamp);
    return own.length > 0 ? Math.max(...own) : undefined;
  } catch {
    return undefined;
  }
};
