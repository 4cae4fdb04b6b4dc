import {
  ChannelType,
  type GuildBasedChannel,
  type GuildMember,
  OverwriteType,
  PermissionFlagsBits,
  type VoiceBasedChannel,
} from 'discord.js';

/** The permissions to read a channel. Without its history, a person only sees what is written while they're looking. */
const READ = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory];

/** The permissions to enter a voice channel. */
const ENTER = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.Connect];

/** Where a person's permission in a channel comes from: everyone has it, a role grants it, or an overwrite does. */
type Way = { is: 'anybody' } | { is: 'role' | 'member'; id: string };

/** A channel's overwrite for a role or a member. */
type Exception = { is: 'role' | 'member'; id: string; allow: bigint; deny: bigint };

/** What decides who may do what in a channel, for people without Administrator. */
export type ChannelAccess = {
  /** The role that everyone has. */
  everyone: string;
  /** Roles, and their permissions in the whole server. */
  roles: ReadonlyMap<string, bigint>;
  exceptions: readonly Exception[];
};

/**
 * Whether everyone who may enter a voice channel can read another channel, whatever their roles. Not all members are
 * known, so this compares only roles and overwrites; if these leave it open, it's false.
 */
export const canAllRead = (voice: VoiceBasedChannel, channel: GuildBasedChannel): boolean => {
  if (voice.id === channel.id) return true;
  const [guests, readers] = [accessTo(voice), accessTo(channel)];
  return guests !== undefined && readers !== undefined && isReadableByAll(guests, readers);
};

/** Whether a member can read a channel. */
export const canRead = (channel: GuildBasedChannel, member: GuildMember): boolean =>
  channel.permissionsFor(member).has(channel.isVoiceBased() ? [...READ, ...ENTER] : READ);

/** Whether everyone who may enter the channel of `guests` can read the channel of `readers`. */
export const isReadableByAll = (guests: ChannelAccess, readers: ChannelAccess): boolean =>
  READ.every(
    (bit) =>
      may({ is: 'anybody' }, bit, readers) ||
      ENTER.some((gate) => ways(gate, guests).every((way) => may(way, bit, readers))),
  );

/** Undefined for a private thread, because people are added to it one by one. */
const accessTo = (channel: GuildBasedChannel): ChannelAccess | undefined => {
  if (channel.type === ChannelType.PrivateThread) return undefined;
  const own = channel.isThread() ? channel.parent : channel;
  if (!own) return undefined;
  const { guild } = channel;
  const all = guild.roles.cache.filter(
    ({ permissions, tags }) => !permissions.has(PermissionFlagsBits.Administrator) && tags?.botId === undefined,
  );
  const isPerson = (id: string) => id !== guild.ownerId && !guild.members.cache.get(id)?.user.bot;
  return {
    everyone: guild.id,
    roles: new Map(all.map(({ id, permissions }) => [id, permissions.bitfield])),
    exceptions: own.permissionOverwrites.cache
      .filter(({ id, type }) => (type === OverwriteType.Member ? isPerson(id) : all.has(id)))
      .map(({ id, type, allow, deny }) => ({
        is: type === OverwriteType.Member ? 'member' : 'role',
        id,
        allow: allow.bitfield,
        deny: deny.bitfield,
      })),
  };
};

/** What a channel says about a permission for everyone, if no role or member has an overwrite. */
const ofEverybody = (bit: bigint, { everyone, exceptions }: ChannelAccess): 'allowed' | 'denied' | 'by role' => {
  const own = exceptions.find(({ id }) => id === everyone);
  if (own && own.allow & bit) return 'allowed';
  return own && own.deny & bit ? 'denied' : 'by role';
};

/** All ways to get a permission (Discord docs, topics/permissions, "Permission overwrites"). */
const ways = (bit: bigint, access: ChannelAccess): Way[] => {
  const said = ofEverybody(bit, access);
  const roles = said === 'by role' ? [...access.roles].filter(([, may]) => may & bit).map(([id]) => id) : [];
  if (said === 'allowed' || roles.includes(access.everyone)) return [{ is: 'anybody' }];
  const excepted = access.exceptions.filter(({ id, allow }) => id !== access.everyone && allow & bit);
  return [...roles.map((id): Way => ({ is: 'role', id })), ...excepted.map(({ is, id }): Way => ({ is, id }))];
};

/** Whether a person with this source of permissions certainly has another permission, whatever else is true of them. */
const may = (way: Way, bit: bigint, access: ChannelAccess): boolean => {
  const others = access.exceptions.filter(({ id }) => id !== access.everyone);
  const isMine = (other: Exception) => way.is === other.is && way.id === other.id && (other.allow & bit) !== 0n;
  if (way.is === 'member') return others.some(isMine);
  if (others.some(({ is, deny }) => is === 'member' && deny & bit)) return false;
  // What one role is allowed outweighs what others are denied.
  if (others.some(isMine)) return true;
  if (others.some(({ deny }) => deny & bit)) return false;
  const said = ofEverybody(bit, access);
  if (said !== 'by role') return said === 'allowed';
  const { everyone, roles } = access;
  return [everyone, ...(way.is === 'role' ? [way.id] : [])].some((id) => ((roles.get(id) ?? 0n) & bit) !== 0n);
};
