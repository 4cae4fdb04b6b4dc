import {
  type Channel,
  ChannelType,
  type Client,
  type GuildBasedChannel,
  type GuildMember,
  PermissionFlagsBits,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Place } from '../../base/place.ts';
import type { Right, Rights, RightsVerdict } from '../../tools/rights.ts';
import { DiscordErrorCode, isRefusedWith, toLoggable } from '../gateway/api-errors.ts';

/** Discord's permissions by what tools ask for (Discord docs, topics/permissions). Pinning is one of its own since 2026-02. */
const BITS: Record<Right, bigint> = {
  view: PermissionFlagsBits.ViewChannel,
  history: PermissionFlagsBits.ReadMessageHistory,
  write: PermissionFlagsBits.SendMessages,
  polls: PermissionFlagsBits.SendPolls,
  pin: PermissionFlagsBits.PinMessages,
  thread: PermissionFlagsBits.CreatePublicThreads,
};

/** What somebody can do who is in time-out, or hasn't passed the server's rules yet. */
const PASSIVE: ReadonlySet<Right> = new Set(['view', 'history']);

type RightsMeans = { client: Client; now(): number; log: Logger };

/** What Discord lets people do: their roles asked anew each time, and the channel as the gateway has told of it. */
export const makeAskerRights = (means: RightsMeans): Rights => ({
  judge: (person, place, rights) => judge(means, { person, place, rights }),
  may: async (person, place, rights) => (await judge(means, { person, place, rights })) === 'may',
});

/** What is asked: whether a person may do all of this in a place. */
type RightsQuestion = { person: string; place: Place; rights: readonly Right[] };

const judge = async (
  { client, now, log }: RightsMeans,
  { person, place, rights }: RightsQuestion,
): Promise<RightsVerdict> => {
  try {
    const channel = await client.channels.fetch(place.channel);
    if (!channel) return 'may-not';
    if (channel.isDMBased()) return mayDirectly(channel, person, rights) ? 'may' : 'may-not';
    if (channel.guildId !== place.server || !/^\d+$/.test(person)) return 'may-not';
    const member = await channel.guild.members.fetch({ user: person, force: true });
    return (await mayInServer(channel, member, rights, now())) ? 'may' : 'may-not';
  } catch (error) {
    if (isRefusedWith(error, DiscordErrorCode.unknownMember, DiscordErrorCode.unknownChannel)) return 'may-not';
    log.info({ event: 'rights.not_found', err: toLoggable(error) }, 'what a person may do could not be found out');
    return 'unknown';
  }
};

/** In a direct message, everything is the person's own; there are no threads. */
const mayDirectly = (channel: Channel, person: string, rights: readonly Right[]): boolean =>
  channel.type === ChannelType.DM && channel.recipientId === person && !rights.includes('thread');

const mayInServer = async (
  channel: GuildBasedChannel,
  member: GuildMember,
  rights: readonly Right[],
  now: number,
): Promise<boolean> => {
  // What needs nothing else of Discord, as a tool of an MCP server, is still more than to look on.
  const isPassive = rights.length > 0 && rights.every((right) => PASSIVE.has(right));
  const isAdministrator = member.permissions.has(PermissionFlagsBits.Administrator);
  const until = member.communicationDisabledUntilTimestamp ?? 0;
  if (!isAdministrator && (until > now || member.pending) && !isPassive) return false;
  const has = channel.permissionsFor(member);
  // Without these, Discord denies everything else there (Discord docs, topics/permissions, "Implicit permissions").
  const gates = [PermissionFlagsBits.ViewChannel, ...(channel.isVoiceBased() ? [PermissionFlagsBits.Connect] : [])];
  if (!has.has(gates)) return false;
  // In a locked thread only moderators write, and what Parley may there itself is nobody else's.
  const isLocked = channel.isThread() && channel.locked === true && !has.has(PermissionFlagsBits.ManageThreads);
  if (isLocked && !isPassive) return false;
  if (!rights.every((right) => has.has(bitFor(right, channel)))) return false;
  if (channel.type !== ChannelType.PrivateThread || has.has(PermissionFlagsBits.ManageThreads)) return true;
  return channel.members.fetch({ member: member.id, force: true }).then(
    () => true,
    () => false,
  );
};

/** In a thread, writing is a permission of its own. */
const bitFor = (right: Right, channel: GuildBasedChannel): bigint =>
  right === 'write' && channel.isThread() ? PermissionFlagsBits.SendMessagesInThreads : BITS[right];
