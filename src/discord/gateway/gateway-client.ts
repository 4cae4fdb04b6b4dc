import { Client, Events, GatewayIntentBits, Partials, RESTEvents, Status } from 'discord.js';
import type { Logger } from 'pino';
import { type Clock, unlessAborted } from '../../base/clock.ts';
import type { Observe } from '../../base/events.ts';
import { Throttle } from '../../base/throttle.ts';
import { NO_MENTIONS } from './allowed-mentions.ts';
import { toLoggable } from './api-errors.ts';
import { guardHeldEvents, SturdyShards } from './event-guard.ts';
import { makeThrottlerBuilder, type TurnsToIdentify } from './identify-throttle.ts';
import { type Awake, KeptCaches } from './kept-caches.ts';
import { FACE_LIMIT, FACE_ROUTE } from './own-face.ts';
import { RestRequests } from './rest-requests.ts';
import { NoAnswerError, START_PATIENCE } from './retry.ts';

/** How long to wait, each time, for servers that were announced at login. Until then nothing is answered. */
const MISSING_GUILDS = 2_000;

/**
 * How long to wait for a rate limit that doesn't say how long it lasts; otherwise the request would be repeated at once.
 * At the start, long limits aren't waited for.
 */
const NAMELESS_LIMIT = 1_000;

/**
 * A shard that can't connect tries twice a second and logs the same each time. This is how often that is logged, in
 * milliseconds.
 */
const ONCE_LOGGED = 60_000;

/** What Discord tells of; none of it is privileged. */
const INTENTS: readonly GatewayIntentBits[] = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.GuildVoiceStates,
];

/**
 * Where and how to reach Discord. `apiUrl` is another REST endpoint, such as `http://127.0.0.1:9001/api`. `shards` are
 * the ones that this process runs, out of `count`; if they're left out, it runs as many as Discord recommends. With
 * `readsContent` it asks for the words of all messages, which is a privileged intent.
 */
export type GatewayClientOptions = {
  apiUrl?: string;
  shards?: { ids: number[]; count: number };
  readsContent?: boolean;
  /** Whose turn it is to identify. If it's left out, discord.js keeps to the pace for this client alone. */
  turns?: TurnsToIdentify;
  /** How much of servers stays the library's objects, if not as much as is good for many servers. */
  awake?: Awake;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/**
 * A client that asks for no privileged intent unless it's told to, pings nobody and caches little ({@link KeptCaches}).
 */
export const makeGatewayClient = (options: GatewayClientOptions): Client => {
  const { apiUrl, shards, readsContent = false, turns, clock, log, observe } = options;
  const caches = new KeptCaches(options.awake);
  const made: Client = new Client({
    intents: readsContent ? [...INTENTS, GatewayIntentBits.MessageContent] : INTENTS,
    // The channel of a direct message isn't announced before its first message, and edited or deleted messages aren't
    // cached. Partials let their events through.
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: NO_MENTIONS,
    ...(shards ? { shards: shards.ids, shardCount: shards.count } : { shards: 'auto' as const }),
    waitGuildTimeout: MISSING_GUILDS,
    makeCache: caches.make,
    // It looks at every channel, and what it would remove isn't kept at rest.
    sweepers: {},
    ws: {
      buildStrategy: (manager) => new SturdyShards(manager, log),
      ...(turns && { buildIdentifyThrottler: makeThrottlerBuilder({ turns, clock, log }) }),
    },
    rest: {
      ...(apiUrl && { api: apiUrl }),
      rejectOnRateLimit: async ({ retryAfter, route }) => {
        if (retryAfter <= 0) await clock.sleep(NAMELESS_LIMIT);
        if (route === FACE_ROUTE && retryAfter > FACE_LIMIT) return true;
        return !made.isReady() && retryAfter > START_PATIENCE;
      },
    },
  });
  const { rest } = made;
  made.rest = new RestRequests(rest.options);
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
  caches.watch(made);
  guardHeldEvents(made, log, { readsContent });
  listen(made, clock, log);
  watch(made, observe);
  return made;
};

/**
 * Logs what happens to the connections, but nothing that may contain a token: no URLs, and none of discord.js' own debug
 * lines.
 */
const listen = (made: Client, clock: Clock, log: Logger): void => {
  const seldom = new Throttle(clock, ONCE_LOGGED);
  made.on(Events.Error, (error) =>
    log.error({ event: 'discord.error', err: toLoggable(error) }, 'discord.js reported an error'),
  );
  made.on(Events.Warn, (warning) => log.warn({ event: 'discord.warning', warning }, 'discord.js warns'));
  made.on(Events.ShardError, (error, shard) => {
    if (seldom.may(`${shard} ${error.message}`))
      log.warn({ event: 'gateway.error', err: error, shard }, 'a gateway connection failed');
  });
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

/** Reports whether all shards are connected, whenever that may have changed. */
const watch = (made: Client, observe: Observe): void => {
  const tell = () => tellOfShards(made, observe);
  made.on(Events.ClientReady, tell).on(Events.ShardReady, tell).on(Events.ShardResume, tell);
  made.on(Events.ShardReconnecting, tell).on(Events.ShardDisconnect, tell);
};

/** Reports whether all shards are connected now. */
export const tellOfShards = (made: Client, observe: Observe): void => {
  const connected = made.isReady() && made.ws.shards.every(({ status }) => status === Status.Ready);
  observe({ is: 'discord', state: connected ? 'connected' : 'away' });
};

/** What ends a login early, and what reports that it's slow. */
export type Login = { clock: Clock; log: Logger; signal: AbortSignal };

/** The states of a shard after Discord has counted its login. */
const ENTERING: readonly Status[] = [Status.Identifying, Status.WaitingForGuilds, Status.Nearly, Status.Ready];

/** How long the gateway may take to greet us, in milliseconds. */
const GREETING = 8_000;

/**
 * Logs in. Resolves when every server that answers in time is known. If the gateway doesn't greet us, the login is given
 * up. Once it has greeted us, Discord has counted the login, and it allows a thousand a day. So from then on this waits,
 * however slow Discord is.
 *
 * @throws what discord.js throws, or {@link NoAnswerError}; the signal's reason if it aborts.
 */
export const logIn = async (made: Client, token: string, { clock, log, signal }: Login): Promise<Client<true>> => {
  const { promise: ready, resolve } = Promise.withResolvers<Client<true>>();
  made.once(Events.ClientReady, resolve);
  const over = new AbortController();
  try {
    signal.throwIfAborted();
    const ungreeted = awaitGreeting(made, { clock, log, signal: over.signal });
    return await unlessAborted(
      made.login(token).then(() => ready),
      AbortSignal.any([signal, ungreeted]),
    );
  } catch (error) {
    await logOut(made).catch(() => {});
    throw error;
  } finally {
    over.abort('the login is over');
  }
};

/**
 * A signal that aborts if no shard is greeted in time; its reason is the shards' last error, or a {@link NoAnswerError}.
 * The given signal ends the wait, because the login is over.
 */
const awaitGreeting = (made: Client, { clock, log, signal }: Login): AbortSignal => {
  const ungreeted = new AbortController();
  let trouble: unknown;
  const note = (error: unknown) => {
    trouble = error;
  };
  made.on(Events.ShardError, note);
  const judge = () => {
    const isIn = made.ws.shards.some(({ status }) => ENTERING.includes(status));
    if (isIn) log.warn({ event: 'gateway.slow' }, 'Discord takes long to let the bot in; waiting for it');
    else ungreeted.abort(trouble ?? new NoAnswerError(GREETING));
  };
  clock
    .sleep(GREETING, signal)
    .then(judge, () => {})
    .finally(() => made.off(Events.ShardError, note));
  return ungreeted.signal;
};

/** Logs out. discord.js reports the closing connections as reconnecting, which they aren't. */
export const logOut = async (made: Client): Promise<void> => {
  made.removeAllListeners(Events.ShardReconnecting);
  await made.destroy();
};
