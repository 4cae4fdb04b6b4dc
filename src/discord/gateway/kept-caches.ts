import {
  type CacheFactory,
  type Client,
  GatewayDispatchEvents,
  type Guild,
  LimitedCollection,
  Options,
  type User,
  type VoiceState,
} from 'discord.js';
import type { KeptChannel } from './kept-channel.ts';
import { ChannelIndex, ChannelsOfServer } from './kept-channels.ts';
import { stripChannel, stripRole, stripServer } from './kept-fields.ts';
import { MembersOfServer, SeenMembers } from './kept-members.ts';
import { RolesOfServer } from './kept-roles.ts';
import { RecentUse } from './recent-use.ts';

/** How many channels, and the roles of how many servers, stay the library's objects: between once and twice as many. */
export type Awake = { channels: number; roles: number };

const AWAKE: Awake = { channels: 500, roles: 100 };

/** How many users are remembered, besides those who are members somewhere. */
const USERS = 500;

/** What the library keeps nothing of. All of it shares one cache, because even an empty one takes memory. */
const NOTHING = [
  'ApplicationCommandManager',
  'ApplicationEmojiManager',
  'AutoModerationRuleManager',
  'BaseGuildEmojiManager',
  'DMMessageManager',
  'EntitlementManager',
  'GuildBanManager',
  'GuildEmojiManager',
  'GuildForumThreadManager',
  'GuildInviteManager',
  'GuildMessageManager',
  'GuildScheduledEventManager',
  'GuildSoundboardSoundManager',
  'GuildStickerManager',
  'GuildTextThreadManager',
  'MessageManager',
  'PresenceManager',
  'ReactionManager',
  'ReactionUserManager',
  'StageInstanceManager',
  'ThreadMemberManager',
];

const LIMITS = Options.cacheWithLimits({
  UserManager: { maxSize: USERS, keepOverLimit: ({ id, client }: User) => id === client.user?.id },
  // discord.js never removes people who left.
  VoiceStateManager: { maxSize: 0, keepOverLimit: ({ channelId }: VoiceState) => Boolean(channelId) },
});

/**
 * Keeps of servers what Parley needs, which takes a quarter of the memory of all that discord.js keeps: names, owner and
 * language; of channels and active threads the name, the parent and who may do what; of roles the name and the
 * permissions; the newest members, and who is in voice channels. Channels and roles are rows, of which the library's
 * objects are made when somebody looks. No messages are kept.
 */
export class KeptCaches {
  readonly #channels: RecentUse<KeptChannel>;
  readonly #roles: RecentUse<RolesOfServer>;
  readonly #members = new SeenMembers();
  readonly #index = new ChannelIndex();
  readonly #nothing = new LimitedCollection<never, never>({ maxSize: 0 });

  constructor(awake = AWAKE) {
    this.#channels = new RecentUse(awake.channels);
    this.#roles = new RecentUse(awake.roles);
  }

  /** For the client's option `makeCache`. */
  readonly make: CacheFactory = (type, holds, manager) => {
    const names = [manager.name, type.name];
    const made = this.#make(names);
    return (made ?? LIMITS(type, holds, manager)) as ReturnType<CacheFactory>;
  };

  /** Has the client's events written down before the library reads them. */
  watch(client: Client): void {
    const { ws } = client;
    const { GuildCreate, GuildUpdate, ThreadListSync, ...others } = GatewayDispatchEvents;
    ws.on(GuildCreate, (data) => announce(client, data));
    ws.on(GuildUpdate, (data) => announce(client, data));
    for (const event of [others.ChannelCreate, others.ChannelUpdate, others.ThreadCreate, others.ThreadUpdate])
      ws.on(event, (data) => data?.guild_id && stripChannel(data));
    for (const event of [others.GuildRoleCreate, others.GuildRoleUpdate])
      ws.on(event, (data) => data?.role && stripRole(data.role));
    ws.on(ThreadListSync, (data) => {
      const kept = client.guilds.cache.get(data?.guild_id)?.channels.cache;
      // All active threads of these channels, or of all, are told. The library would look for others in a list that isn't kept.
      if (kept instanceof ChannelsOfServer) kept.forgetThreads(data.channel_ids);
    });
  }

  #make(names: readonly string[]): unknown {
    if (names.some((name) => NOTHING.includes(name))) return this.#nothing;
    if (names.includes('ChannelManager')) return this.#index;
    if (names.includes('GuildChannelManager')) return new ChannelsOfServer(this.#index, this.#channels);
    if (names.includes('RoleManager')) return new RolesOfServer(this.#roles);
    if (names.includes('GuildMemberManager')) return new MembersOfServer(this.#members);
    return undefined;
  }
}

/** What Discord tells of a whole server. It may be anything. */
type ServerEvent = { id?: unknown; channels?: unknown; threads?: unknown; roles?: unknown };

/**
 * Has a server's channels and roles written down without the library making them first. It goes through them when it has
 * forgotten the ones from before. In a server that it doesn't know yet, it makes them.
 */
const announce = (client: Client, data: ServerEvent | null): void => {
  if (typeof data !== 'object' || data === null) return;
  stripServer(data);
  const { id, channels, threads, roles } = data;
  const find = () => client.guilds.cache.get(String(id));
  if (Array.isArray(channels)) {
    const all = Array.isArray(threads) ? [...channels, ...threads] : channels;
    data.channels = hand(all, stripChannel, () => write(all, find(), ({ channels }) => channels.cache));
    data.threads = [];
  }
  if (Array.isArray(roles))
    data.roles = hand(roles, stripRole, () => write(roles, find(), (guild) => guild.roles.cache));
};

/** What the library goes through; there's nothing in it if everything has been written down by then. */
const hand = (all: readonly unknown[], strip: (one: object) => void, isWritten: () => boolean): Iterable<unknown> => ({
  *[Symbol.iterator]() {
    if (isWritten()) return;
    for (const one of all) {
      if (typeof one === 'object' && one !== null) strip(one);
      yield one;
    }
  },
});

const write = (all: readonly unknown[], guild: Guild | undefined, cacheOf: (guild: Guild) => unknown): boolean => {
  const cache = guild && cacheOf(guild);
  if (!guild || !(cache instanceof ChannelsOfServer || cache instanceof RolesOfServer)) return false;
  cache.write(guild, all);
  return true;
};
