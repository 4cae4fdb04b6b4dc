import { ChannelType } from 'discord.js';
import type { Discord } from '../../../world/discord/discord.ts';
import type { Guild } from '../../../world/discord/guild.ts';
import { ORDINARY } from '../../../world/discord/permissions.ts';
import { userPayload } from '../../../world/discord/user.ts';

type Payload = Record<string, unknown>;

/** How much of everything a server has. With the forum, these are 21 channels. */
const CHANNELS = { text: 13, voice: 3 };
const CATEGORIES = 4;
const ROLES = 27;
const EMOJIS = 50;
const STICKERS = 5;
const THREADS = 4;
const IN_VOICE = 3;

const TOPIC = 'Talk about this here. Be kind, stay on the subject, and read the pinned messages before you ask 🙂';

const FEATURES = [
  'ANIMATED_ICON',
  'AUTO_MODERATION',
  'BANNER',
  'COMMUNITY',
  'DISCOVERABLE',
  'INVITE_SPLASH',
  'MEMBER_VERIFICATION_GATE_ENABLED',
  'MORE_STICKERS',
  'NEWS',
  'PREVIEW_ENABLED',
  'ROLE_ICONS',
  'WELCOME_SCREEN_ENABLED',
];

const HASH = 'a_0123456789abcdef0123456789abcdef';

/**
 * A new server of which Discord tells as much as of an ordinary one: 13 text and 3 voice channels in the world, where
 * people can be, and besides them categories, a forum, topics, exceptions from permissions, roles, emojis, stickers,
 * threads, and people in a voice channel, which are known to the bot alone.
 */
export const openFullServer = (discord: Discord, name: string): Guild => {
  const guild = discord.guild(name);
  for (let index = 0; index < CHANNELS.text; index += 1) guild.text(`channel-${index}`);
  for (let index = 0; index < CHANNELS.voice; index += 1) guild.voice(`voice-${index}`);
  const tell = guild.payload.bind(guild);
  guild.payload = () => addTo(tell(), guild);
  return guild;
};

const addTo = (told: Payload, guild: Guild): Payload => {
  const server = guild.id;
  const id = (kind: number, index: number) => `${BigInt(server) + BigInt(1_000_000 + kind * 1_000 + index)}`;
  const roles = listRoles(id);
  const categories = Array.from({ length: CATEGORIES }, (_, index) => ({
    ...listChannel(id(1, index), ChannelType.GuildCategory, `category ${index}`),
    guild_id: server,
    position: index,
    parent_id: null,
    permission_overwrites: listExceptions(server, id, index),
  }));
  const known = told.channels as Payload[];
  const channels = known.map((channel, index) => {
    const category = index % CATEGORIES;
    return {
      ...channel,
      name: `💬┃${channel.name}`,
      position: index,
      parent_id: id(1, category),
      topic: channel.type === ChannelType.GuildText ? `${TOPIC} (${index})` : null,
      // Half of the channels make the exceptions of their category.
      permission_overwrites: listExceptions(server, id, index % 2 === 0 ? category : index),
    };
  });
  const forum = { ...channels[0], ...listForum(id) };
  return {
    ...told,
    icon: HASH,
    splash: HASH,
    banner: HASH,
    description: TOPIC,
    features: FEATURES,
    roles: [...(told.roles as Payload[]), ...roles],
    emojis: Array.from({ length: EMOJIS }, (_, index) => listEmoji(id(4, index), `emoji_${index}`)),
    stickers: Array.from({ length: STICKERS }, (_, index) => listSticker(id(5, index), server)),
    channels: [...categories, ...channels, forum],
    threads: Array.from({ length: THREADS }, (_, index) => listThread(id(6, index), server, channels[0])),
    // Without the intent for members, a bot is told of itself and of people in voice channels.
    members: [guild.find(guild.world.bot.id)?.payload(), ...listPeople(id)],
    voice_states: listVoice(id, channels.at(-1)?.['id' as never]),
    member_count: 1_500,
  };
};

type MakeId = (kind: number, index: number) => string;

const listRoles = (id: MakeId): Payload[] =>
  Array.from({ length: ROLES }, (_, index) => ({
    id: id(2, index),
    name: index % 3 === 0 ? `★ Role ${index} ✨` : `Role ${index}`,
    permissions: `${ORDINARY}`,
    managed: false,
    color: 0x33_66_99 + index,
    colors: { primary_color: 0x33_66_99 + index, secondary_color: null, tertiary_color: null },
    hoist: index % 4 === 0,
    icon: null,
    unicode_emoji: null,
    position: index + 1,
    mentionable: false,
    flags: 0,
  }));

/** The exceptions that a channel makes: for everyone, and for two roles. */
const listExceptions = (server: string, id: MakeId, index: number): Payload[] => [
  { id: server, type: 0, allow: '0', deny: '0' },
  { id: id(2, index % ROLES), type: 0, allow: '3072', deny: '2048' },
  { id: id(2, (index * 7 + 3) % ROLES), type: 0, allow: '1071698660929', deny: '0' },
];

const listChannel = (id: string, type: number, name: string): Payload => ({ id, type, name, flags: 0 });

const listForum = (id: MakeId): Payload => ({
  ...listChannel(id(3, 0), ChannelType.GuildForum, 'questions'),
  available_tags: Array.from({ length: 8 }, (_, index) => ({
    id: id(3, index + 1),
    name: `tag ${index}`,
    moderated: false,
    emoji_id: null,
    emoji_name: '💡',
  })),
  default_reaction_emoji: { emoji_id: null, emoji_name: '👍' },
  default_sort_order: null,
  default_forum_layout: 0,
  default_tag_setting: 'match_some',
});

const listEmoji = (id: string, name: string): Payload => ({
  id,
  name,
  roles: [],
  require_colons: true,
  managed: false,
  animated: false,
  available: true,
});

const listSticker = (id: string, server: string): Payload => ({
  id,
  name: 'a sticker',
  tags: '🙂',
  type: 2,
  format_type: 1,
  description: 'A sticker of this server',
  available: true,
  guild_id: server,
});

const listThread = (id: string, server: string, parent: Payload | undefined): Payload => ({
  ...listChannel(id, ChannelType.PublicThread, 'What do you think of this?'),
  guild_id: server,
  last_message_id: id,
  parent_id: parent?.id,
  owner_id: id,
  message_count: 12,
  total_message_sent: 12,
  member_count: 5,
  rate_limit_per_user: 0,
  thread_metadata: {
    archived: false,
    auto_archive_duration: 4_320,
    archive_timestamp: '2026-11-20T10:00:00.000000+00:00',
    locked: false,
    create_timestamp: '2026-11-20T10:00:00.000000+00:00',
  },
});

/** People in a voice channel, whom a bot is told of together with itself. */
const listPeople = (id: MakeId): Payload[] =>
  Array.from({ length: IN_VOICE }, (_, index) => ({
    user: userPayload({ id: id(7, index), name: `Speaker ${index}`, bot: false }),
    nick: null,
    avatar: null,
    banner: null,
    roles: [id(2, index)],
    joined_at: '2026-11-20T10:00:00.000000+00:00',
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    communication_disabled_until: null,
    flags: 0,
  }));

const listVoice = (id: MakeId, channel: unknown): Payload[] =>
  Array.from({ length: IN_VOICE }, (_, index) => ({
    channel_id: channel,
    user_id: id(7, index),
    session_id: HASH,
    deaf: false,
    mute: false,
    self_deaf: false,
    self_mute: false,
    self_video: false,
    suppress: false,
    request_to_speak_timestamp: null,
  }));
