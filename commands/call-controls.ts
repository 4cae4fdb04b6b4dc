import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type GuildMember,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { CallView } from '../src/calls/contract.ts';
import type { Services } from './services.ts';

/** Whoever asks something of a call, with a command or a button. */
export type CallInteraction = ChatInputCommandInteraction<'cached'> | ButtonInteraction<'cached'>;

/** Makes sure that an interaction comes from a server. @throws UserError if it does not. */
export function assertInServer(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
): asserts interaction is CallInteraction {
  if (!interaction.inCachedGuild()) throw new UserError({ code: 'call.only-in-servers' });
}

/** Whether a call is this member's affair: they are in it, or may move whoever is. */
export const mayControlCall = (member: GuildMember, { channelId }: CallView): boolean => {
  if (member.voice.channelId === channelId) return true;
  const rights = member.guild.channels.cache.get(channelId)?.permissionsFor(member);
  return rights?.has(PermissionFlagsBits.MoveMembers) ?? false;
};

/**
 * The server's call, for somebody who wants to do something with it. A button carries its call's voice channel, for it may
 * have outlived the call.
 *
 * @throws UserError if there is none, or if it is not theirs to direct.
 */
export const findCall = (
  { guildId, member }: CallInteraction,
  calls: Services['calls'],
  channelId?: string,
): CallView => {
  const call = calls.view(guildId);
  if (!call) throw new UserError({ code: 'call.none' });
  if (channelId !== undefined && channelId !== call.channelId) throw new UserError({ code: 'call.over' });
  if (mayControlCall(member, call)) return call;
  throw new UserError({ code: 'call.not-yours', voice: call.channelId });
};
