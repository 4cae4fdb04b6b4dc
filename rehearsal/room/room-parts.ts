import type { Channel } from '../../world/discord/channel.ts';
import type { Discord } from '../../world/discord/discord.ts';
import type { Guild } from '../../world/discord/guild.ts';
import { bitsOf } from '../../world/discord/permissions.ts';
import type { RoomChannel, RoomPerson, RoomRole, WireObject } from './page/room-protocol.ts';

/** Who sees a channel. */
const VIEW = bitsOf('ViewChannel');

/** The channels of a server with their threads, and its members' direct messages with the bot. */
export const listRoomChannels = ({ channels }: Discord, guild: Guild): RoomChannel[] =>
  [...channels.values()].flatMap((channel) => {
    const { id, name, type, parent, recipient, status } = channel;
    if (channel.guild !== guild && !(recipient && guild.find(recipient.id))) return [];
    return {
      id,
      name: recipient ? guild.world.bot.name : name,
      type,
      ...(parent && { parentId: parent.id }),
      ...(recipient && { onlyFor: recipient.id }),
      ...(status && { status }),
      hiddenFrom: recipient ? [] : listBlind(channel, guild),
    };
  });

const listBlind = (channel: Channel, { members }: Guild): string[] =>
  members.filter((member) => !(channel.permissionsOf(member) & VIEW)).map(({ id }) => id);

/** The members of a server, also the bot. */
export const listRoomPeople = (guild: Guild): RoomPerson[] =>
  guild.members.map(({ id, name, user, face, uploadLimit }) => ({
    id,
    name: face.nick ?? name,
    isBot: user.bot,
    permissions: `${guild.permissionsOf(id)}`,
    uploadLimit,
  }));

/** The roles of a server, but the one that everyone has. */
export const listRoomRoles = (guild: Guild): RoomRole[] =>
  [...new Set(guild.members.flatMap(({ roles }) => roles))]
    .flatMap((id) => guild.findRole(id) ?? [])
    .filter(({ id }) => id !== guild.id)
    .map(({ id, name }) => ({ id, name }));

/** What is registered for a server, its own commands first. */
export const listRoomCommands = ({ commands }: Discord, guild: Guild): WireObject[] => [
  ...guild.commands.all,
  ...commands.all,
];
