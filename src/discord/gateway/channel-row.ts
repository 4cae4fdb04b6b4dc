import {
  CategoryChannel,
  ChannelType,
  DirectoryChannel,
  ForumChannel,
  type Guild,
  type GuildBasedChannel,
  MediaChannel,
  NewsChannel,
  StageChannel,
  TextChannel,
  ThreadChannel,
  VoiceChannel,
} from 'discord.js';

/** What a channel or thread allows or denies a role (type 0) or a member (type 1), as Discord writes it. */
type Exception = { id: string; type: number; allow: string; deny: string };

/** A channel or thread of a server as Discord writes it, as far as Parley needs it. */
export type RawChannel = {
  id: string;
  type: ChannelType;
  name?: string;
  parent_id?: string | null;
  owner_id?: string;
  user_limit?: number;
  permission_overwrites?: readonly Exception[];
};

/** The same as one row. */
export type ChannelRow = {
  name: string | undefined;
  /** Its category, or a thread's channel. */
  parent: string | null;
  /** Who opened a thread. */
  owner: string | undefined;
  /** How many may be in a voice channel. */
  limit: number | undefined;
  /** The exceptions in one text, which takes a tenth of the memory of discord.js' objects. */
  exceptions: string;
};

/** The library's class for each type of a server's channels. */
const KINDS: Readonly<Partial<Record<ChannelType, unknown>>> = {
  [ChannelType.GuildText]: TextChannel,
  [ChannelType.GuildVoice]: VoiceChannel,
  [ChannelType.GuildCategory]: CategoryChannel,
  [ChannelType.GuildAnnouncement]: NewsChannel,
  [ChannelType.AnnouncementThread]: ThreadChannel,
  [ChannelType.PublicThread]: ThreadChannel,
  [ChannelType.PrivateThread]: ThreadChannel,
  [ChannelType.GuildStageVoice]: StageChannel,
  [ChannelType.GuildDirectory]: DirectoryChannel,
  [ChannelType.GuildForum]: ForumChannel,
  [ChannelType.GuildMedia]: MediaChannel,
};

/** Whether this is a channel that the library has a class for; it may be anything. */
export const isKnownChannel = (raw: unknown): raw is RawChannel => {
  const { id, type }: { id?: unknown; type?: ChannelType } = Object(raw);
  return typeof id === 'string' && type !== undefined && KINDS[type] !== undefined;
};

/** Whether channels of a type are threads. */
export const isThreadType = (type: ChannelType): boolean => KINDS[type] === ThreadChannel;

/** Writes down what Discord wrote. */
export const writeRaw = (raw: RawChannel): ChannelRow => ({
  name: raw.name,
  parent: raw.parent_id ?? null,
  owner: raw.owner_id,
  limit: raw.user_limit,
  exceptions: writeExceptions(raw.permission_overwrites ?? []),
});

/** Writes down what has become of a channel. */
export const writeChannel = (channel: GuildBasedChannel): ChannelRow => ({
  name: channel.name,
  parent: channel.parentId,
  owner: channel.isThread() ? (channel.ownerId ?? undefined) : undefined,
  limit: channel.isVoiceBased() ? channel.userLimit : undefined,
  exceptions: writeExceptions(channel.isThread() ? [] : listExceptions(channel)),
});

/** The library's object for a channel that was written down. */
export const makeChannel = (id: string, type: ChannelType, row: ChannelRow, guild: Guild): GuildBasedChannel => {
  const isVoice = type === ChannelType.GuildVoice || type === ChannelType.GuildStageVoice;
  const raw = {
    id,
    type,
    guild_id: guild.id,
    name: row.name,
    parent_id: row.parent,
    owner_id: row.owner,
    // The library knows a voice channel by its having a bitrate, of whatever value.
    ...(isVoice && { bitrate: undefined, user_limit: row.limit }),
    permission_overwrites: readExceptions(row.exceptions),
  };
  // The classes are exported, but their constructors are called private.
  return Reflect.construct(KINDS[type] as typeof TextChannel, [guild, raw, guild.client]);
};

const listExceptions = ({ permissionOverwrites }: Exclude<GuildBasedChannel, ThreadChannel>): Exception[] =>
  // A directory has none, whatever its type says.
  [...(permissionOverwrites?.cache.values() ?? [])].map(({ id, type, allow, deny }) => ({
    id,
    type,
    allow: `${allow.bitfield}`,
    deny: `${deny.bitfield}`,
  }));

/** Joined, because a text that's put together from a template keeps its pieces in memory. */
const writeExceptions = (exceptions: readonly Exception[]): string =>
  exceptions.map(({ id, type, allow, deny }) => [id, type, allow, deny].join(' ')).join('\n');

const readExceptions = (text: string): Exception[] =>
  (text === '' ? [] : text.split('\n')).map((line) => {
    const [id = '', type, allow = '0', deny = '0'] = line.split(' ');
    return { id, type: Number(type), allow, deny };
  });
