import { type Client, DiscordAPIError, GatewayDispatchEvents, RESTJSONErrorCodes, Routes } from 'discord.js';

/** How many channels Discord is asked about at once. Whoever waits for the answer wants room for one more. */
const MOST_ASKED = 20;

/**
 * Tells of each channel and thread of a server that is deleted. It listens to the gateway itself, because discord.js tells only
 * of those in its cache, from which it drops archived threads.
 */
export const watchGoneChannels = ({ ws }: Client, tell: (server: string, channel: string) => void): void => {
  for (const event of [GatewayDispatchEvents.ChannelDelete, GatewayDispatchEvents.ThreadDelete] as const)
    ws.on(event, (data) => {
      if (typeof data?.guild_id === 'string' && typeof data.id === 'string') tell(data.guild_id, data.id);
    });
};

/**
 * Which of a server's channels are gone for sure. Whatever Discord hasn't told of is asked for, because a thread may be
 * archived and a channel hidden; what it doesn't answer isn't gone, and nothing is while the server is unavailable.
 */
export const findGoneChannels = async (
  client: Client,
  server: string,
  channels: readonly string[],
): Promise<readonly string[]> => {
  const guild = client.guilds.cache.get(server);
  if (!guild?.available) return [];
  const unknown = channels.filter((id) => !guild.channels.cache.has(id)).slice(0, MOST_ASKED);
  const gone = await Promise.all(unknown.map((id) => isGone(client, id)));
  return unknown.filter((_, index) => gone[index]);
};

const isGone = ({ rest }: Client, channel: string): Promise<boolean> =>
  rest.get(Routes.channel(channel)).then(
    () => false,
    (error) => error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownChannel,
  );
