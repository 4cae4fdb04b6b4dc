import {
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  type GuildMember,
  Options,
  Partials,
  RESTEvents,
  Status,
  type VoiceState,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Observe } from '../events.ts';
import { holdEvents, sturdy } from './dispatch.ts';
import { SILENT } from './place.ts';
import { loggable } from './refusal.ts';
import { Requests } from './rest.ts';

/** People of whom each server remembers the newest; a name is only needed while its owner's question is looked at. */
const PEOPLE = 50;

/** How long to wait, each time, for servers that were promised at login; until then nothing is answered. */
const MISSING_GUILDS = 2_000;

/** A rate limit that does not say how long it lasts is waited out this long, or it would be asked again at once. */
const NAMELESS_LIMIT = 1_000;

/**
 * Where and how to reach Discord. `apiUrl` is another REST endpoint, e.g. `http://127.0.0.1:9001/api`. `shards` are the
 * ones this process runs, out of `count`; without it, all that Discord recommends.
 */
export type Reach = {
  apiUrl?: string;
  shards?: { ids: number[]; count: number };
  clock: Clock;
  log: Logger;
  observe?: Observe | undefined;
};

/**
 * A client that asks for no privileged intent, pings nobody and remembers little: servers, channels and roles for rights
 * and names, the newest people and those in voice channels, and no messages at all.
 */
export const client = ({ apiUrl, shards, clock, log, observe }: Reach): Client => {
  const Shards = sturdy(log);
  const made = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.GuildVoiceStates,
    ],
    // A direct message's channel is not announced before its first message, and messages that are edited or deleted are
    // not remembered.
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: SILENT,
    ...(shards ? { shards: shards.ids, shardCount: shards.count } : { shards: 'auto' as const }),
    waitGuildTimeout: MISSING_GUILDS,
    makeCache: Options.cacheWithLimits(CACHES),
    ws: { buildStrategy: (manager) => new Shards(manager) },
    rest: {
      ...(apiUrl && { api: apiUrl }),
      rejectOnRateLimit: async ({ retryAfter }) => {
        if (retryAfter <= 0) await clock.sleep(NAMELESS_LIMIT);
        return false;
      },
    },
  });
  const { rest } = made;
  made.rest = new Requests(rest.options);
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
  holdEvents(made, log);
  listen(made, log);
  if (observe) watch(made, observe);
  return made;
};

const isMe = ({ id, client: { user } }: { id: string; client: Client }) => id === user?.id;

/** Whoever is in a voice channel must be known by name when they speak. */
const isInVoice = ({ id, guild }: GuildMember) => Boolean(guild.voiceStates.cache.get(id)?.channelId);

const CACHES = {
  ...Options.DefaultMakeCacheSettings,
  ApplicationCommandManager: 0,
  ApplicationEmojiManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  DMMessageManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: { maxSize: PEOPLE, keepOverLimit: (member: GuildMember) => isMe(member) || isInVoice(member) },
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadMemberManager: 0,
  UserManager: { maxSize: PEOPLE * 10, keepOverLimit: isMe },
  // discord.js never forgets who left.
  VoiceStateManager: { maxSize: 0, keepOverLimit: ({ channelId }: VoiceState) => Boolean(channelId) },
};

/** Logs what the connections go through. Nothing that may hold a token: no URLs, and none of discord.js' own debug lines. */
const listen = (made: Client, log: Logger): void => {
  made.on(Events.Error, (error) =>
    log.error({ event: 'discord.error', err: loggable(error) }, 'discord.js reported an error'),
  );
  made.on(Events.Warn, (warning) => log.warn({ event: 'discord.warning', warning }, 'discord.js warns'));
  made.on(Events.ShardError, (error, shard) =>
    log.warn({ event: 'gateway.error', err: error, shard }, 'a gateway connection failed'),
  );
  made.on(Events.ShardReconnecting, (shard) =>
    log.info({ event: 'gateway.reconnecting', shard }, 'reconnecting to the gateway'),
  );
  made.on(Events.ShardResume, (shard, replayed) =>
    log.info({ event: 'gateway.resumed', shard, replayed }, 'resumed the gateway session'),
  );
  made.rest.on(RESTEvents.RateLimited, ({ method, route, timeToReset, scope }) =>
    log.debug({ method, route, timeToReset, scope }, 'waiting for a rate limit'),
  );
};

/** Tells whether all shards are connected, whenever one of them may have changed that. */
const watch = (made: Client, observe: Observe): void => {
  const tell = () => {
    const connected = made.isReady() && made.ws.shards.every(({ status }) => status === Status.Ready);
    observe({ is: 'discord', state: connected ? 'connected' : 'away' });
  };
  made.on(Events.ClientReady, tell).on(Events.ShardReady, tell).on(Events.ShardResume, tell);
  made.on(Events.ShardReconnecting, tell).on(Events.ShardDisconnect, tell);
};

/** The ends of a login that an operator can do something about, by what discord.js says. */
const ADVICE: Record<string, string> = {
  'Used disallowed intents':
    'Discord refused the intents. Parley needs none of the privileged ones; check the application.',
  'Authentication failed':
    'Discord does not accept DISCORD_TOKEN. Copy the token again from https://discord.com/developers/applications, page Bot.',
};

/** Logs in; resolves when every server that answers in time is known. Rejects with an error that says what to do. */
export const logIn = async (made: Client, token: string, signal?: AbortSignal): Promise<Client<true>> => {
  const { promise: ready, resolve } = Promise.withResolvers<Client<true>>();
  made.once(Events.ClientReady, resolve);
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    signal?.throwIfAborted();
    const login = made.login(token);
    return await Promise.race([login.then(() => ready), aborted.promise]);
  } catch (error) {
    await made.destroy().catch(() => {});
    throw signal?.aborted ? signal.reason : advised(error);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
};

const advised = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const isToken = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  const advice = ADVICE[isToken ? 'Authentication failed' : error.message];
  return advice
    ? new Error(advice, { cause: error })
    : new Error(`Cannot log in to Discord: ${error.message}`, { cause: error });
};
