import { type Client, type GuildBasedChannel, PermissionFlagsBits } from 'discord.js';
import { sanitizeName } from '../../conversation/people/person.ts';
import type { ToolHands } from '../../tools/hands.ts';

/** How many rooms and people are told of at most. */
const MOST = { rooms: 10, people: 50 };

/** Lists who is in the voice channels that the asker may see. In a direct message there are none. */
export const makeListVoiceRooms =
  (client: Client): ToolHands['listVoiceRooms'] =>
  async ({ server }, { id }) => {
    const guild = server === undefined ? undefined : client.guilds.cache.get(server);
    if (!guild || !/^\d+$/.test(id)) return [];
    const member = await guild.members.fetch({ user: id, force: true });
    const states = [...guild.voiceStates.cache.values()].filter((state) => state.id !== client.user?.id);
    const isVisible = (channel: GuildBasedChannel) =>
      channel.permissionsFor(member).has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.Connect]);
    const occupied = [...new Set(states.flatMap(({ channelId }) => channelId ?? []))];
    return occupied
      .flatMap((channelId) => guild.channels.cache.get(channelId) ?? [])
      .filter(isVisible)
      .slice(0, MOST.rooms)
      .map((channel) => {
        const inside = states.filter(({ channelId }) => channelId === channel.id);
        const people = inside.flatMap((state) => (state.member ? [sanitizeName(state.member.displayName)] : []));
        const told = people.slice(0, MOST.people);
        return { channel: sanitizeName(channel.name), people: told, unnamed: inside.length - told.length };
      });
  };
