import { type Client, Events, GatewayDispatchEvents, type Guild, type VoiceState } from 'discord.js';
import type { VenueChange } from '../../calls/contract.ts';

type Tell = (change: VenueChange) => void;

/** Calls `tell` with each change in the voice channels of all servers, for as long as the client lives. */
export const watchVenue = (client: Client, tell: Tell): void => {
  client.on(Events.VoiceStateUpdate, (before, after) => {
    if (after.id === client.user?.id) tellOfBot(before, after, tell);
    else tellOfPerson(before, after, tell);
  });
  client.on(Events.ChannelDelete, ({ id }) => tell({ is: 'deleted', channelId: id }));
  client.on(Events.ThreadDelete, ({ id }) => tell({ is: 'deleted', channelId: id }));
  client.on(Events.GuildDelete, (guild) => tellOfLeave(guild, tell));
  watchArrivals(client, tell);
  watchPermissions(client, tell);
  watchDeletions(client, tell);
};

const tellOfPerson = (before: VoiceState, after: VoiceState, tell: Tell): void => {
  if (before.channelId === after.channelId) return;
  for (const { channelId } of [before, after]) if (channelId) tell({ is: 'people', channelId });
};

const tellOfBot = (before: VoiceState, after: VoiceState, tell: Tell): void => {
  const from = before.channelId ?? undefined;
  const to = after.channelId ?? undefined;
  const { id: guildId } = after.guild;
  if (from !== to) tell({ is: 'moved', guildId, from, to });
  if (to && listRestrictions(before) !== listRestrictions(after)) tell({ is: 'hindered', guildId });
};

const listRestrictions = ({ serverMute, serverDeaf, suppress, requestToSpeakTimestamp }: VoiceState): string =>
  [serverMute, serverDeaf, suppress, requestToSpeakTimestamp].map(Boolean).join();

const tellOfLeave = (guild: Guild, tell: Tell): void => {
  const from = guild.members.me?.voice.channelId;
  if (from) tell({ is: 'moved', guildId: guild.id, from, to: undefined });
  // discord.js tells of a server that is only unavailable by another event.
  tell({ is: 'left', guildId: guild.id });
};

/** Tells of servers that Discord has sent, together of those that it sends at once, as a new shard has thousands. */
const watchArrivals = (client: Client, tell: Tell): void => {
  let arrived: string[] = [];
  const tellOfAll = () => {
    const guildIds = arrived;
    arrived = [];
    tell({ is: 'came', guildIds });
  };
  for (const came of [Events.GuildAvailable, Events.GuildCreate] as const)
    client.on(came, ({ id }) => {
      // Before the client is ready, Discord is still listing the servers that the bot is in.
      if (!client.isReady()) return;
      if (arrived.length === 0) setImmediate(tellOfAll);
      arrived.push(id);
    });
};

/**
 * Permissions depend on channels, on roles, and on which roles the bot itself has. Which roles other members have isn't
 * watched: Discord doesn't tell a bot without the members intent.
 */
const watchPermissions = (client: Client, tell: Tell): void => {
  const tellOf = ({ id: guildId }: Guild) => tell({ is: 'rights', guildId });
  client.on(Events.ChannelUpdate, (_, channel) => !channel.isDMBased() && tellOf(channel.guild));
  client.on(Events.ThreadUpdate, (_, { guild }) => tellOf(guild));
  client.on(Events.GuildMemberUpdate, (_, { id, guild }) => id === client.user?.id && tellOf(guild));
  client.on(Events.GuildRoleUpdate, (_, { guild }) => tellOf(guild));
  client.on(Events.GuildRoleDelete, ({ guild }) => tellOf(guild));
};

/**
 * Listens to the gateway itself, because discord.js reports a deletion only where it has the channel in its cache, and it
 * drops archived threads from there after some hours.
 */
const watchDeletions = ({ ws }: Client, tell: Tell): void => {
  const tellOf = (channelId: unknown, messageIds: unknown[]) => {
    const ids = messageIds.filter((id) => typeof id === 'string');
    if (typeof channelId === 'string') tell({ is: 'unposted', channelId, messageIds: ids });
  };
  ws.on(GatewayDispatchEvents.MessageDelete, (data) => tellOf(data?.channel_id, [data?.id]));
  ws.on(GatewayDispatchEvents.MessageDeleteBulk, (data) => tellOf(data?.channel_id, [data?.ids].flat()));
};
