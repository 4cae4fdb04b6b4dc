import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type GuildMember,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { CallView } from '../src/calls/contract.ts';
import type { Services } from './services.ts';

/** A command or a button that is about a call. */
export type CallInteraction = ChatInputCommandInteraction<'cached'> | ButtonInteraction<'cached'>;

/** Narrows an interaction to one in a server. @throws UserError if it comes from a direct message */
export function assertInServer(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
): asserts interaction is CallInteraction {
  if (!interaction.inCachedGuild()) throw new UserError({ code: 'call.only-in-servers' });
}

/** Whether a member may control a call: they are in it, or may move people out of it. */
export const mayControlCall = (member: GuildMember, { channelId }: CallView): boolean => {
  if (member.voice.channelId === channelId) return true;
  const rights = member.guild.channels.cache.get(channelId)?.permissionsFor(member);
  return rights?.has(PermissionFlagsBits.MoveMembers) ?? false;
};

/**
 * The server's call, for a person who wants to do something with it. `channelId` is the voice channel that a button belongs
 * to, because the button may have outlived its call.
 *
 * @throws UserError if there is no such call, or if the person may not control it
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
