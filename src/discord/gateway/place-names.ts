import type { Client } from 'discord.js';
import type { Place } from '../../base/place.ts';

/** What a place is called, as far as Discord has told. A direct message has no name, and a thread that of its channel. */
export type PlaceNames = { server?: string | undefined; channel?: string | undefined; isThread: boolean };

/**
 * The names of a place for an operator. What a thread is called isn't among them, because that's often what somebody wrote:
 * Discord proposes the message that it begins with.
 */
export const findPlaceNames = (client: Client, { server, channel, parent }: Place): PlaceNames => {
  const names = { server: server === undefined ? undefined : client.guilds.cache.get(server)?.name };
  const found = client.channels.cache.get(channel);
  if (found?.isThread()) return { ...names, channel: found.parent?.name, isThread: true };
  if (found && !found.isDMBased()) return { ...names, channel: found.name, isThread: false };
  const above = parent === undefined ? undefined : client.channels.cache.get(parent);
  if (above && !above.isDMBased()) return { ...names, channel: above.name, isThread: true };
  return { ...names, isThread: false };
};
