import { type BaseInteraction, GuildMember, type Message } from 'discord.js';
import type { Sender } from '../../base/inbound.ts';
import type { Place } from '../../base/place.ts';
import { listPowers, listRoles } from '../gateway/member-roles.ts';

/** Where an interaction or a message came from. An interaction may lack its channel, which is an empty string then. */
export const readPlace = ({
  guildId,
  channelId,
  channel,
}: Pick<BaseInteraction | Message, 'guildId' | 'channelId' | 'channel'>): Place => ({
  server: guildId ?? undefined,
  channel: channelId ?? '',
  parent: channel?.isThread() ? (channel.parentId ?? undefined) : undefined,
});

/** Who used a command, pressed a button or sent a form. */
export const readUser = ({
  user,
  member,
  memberPermissions,
  guildId,
  locale,
}: BaseInteraction & { locale: string }): Sender => ({
  id: user.id,
  name: member instanceof GuildMember ? member.displayName : (member?.nick ?? user.displayName),
  roles: member instanceof GuildMember ? listRoles(member) : (member?.roles ?? []).filter((id) => id !== guildId),
  powers: guildId ? listPowers(memberPermissions) : [],
  locale,
  kind: user.bot ? 'bot' : 'member',
});

/** Who wrote a message. Discord doesn't tell their language, so it's the server's. */
export const readAuthor = ({ author, member, guild, channel, webhookId, applicationId }: Message): Sender => ({
  id: author.id,
  name: member?.displayName ?? author.displayName,
  // Whoever writes in a server comes with their roles, but a webhook has none.
  roles: member ? listRoles(member) : guild && !webhookId ? undefined : [],
  powers: member && !channel.isDMBased() ? listPowers(channel.permissionsFor(member)) : [],
  locale: guild?.preferredLocale,
  kind: webhookId ? 'webhook' : author.bot ? 'bot' : 'member',
  ...((webhookId || author.bot) && { as: [author.id, webhookId, applicationId].filter((id) => id !== null) }),
});
