import { z } from 'zod';
import { ConfigError } from './base/errors.ts';
import { readDotenv } from './environment/dotenv.ts';
import { findStrangeCharacters } from './environment/secret-characters.ts';
import { findShardsProblem, MOST_SHARDS, parseShards } from './environment/shards.ts';
import { explainMisspelling, findMisspellings, type Misspelling } from './environment/spelling.ts';
import { KEY_PLACES, type KeyPlace } from './live/protocol/api-key.ts';
import { THINKING_LEVELS, type ThinkingLevel } from './live/protocol/models.ts';
import { listProxySecrets, type Proxies } from './proxy/proxy-settings.ts';
import { type EndpointingSettings, PAUSES } from './voice/bridge/endpointing.ts';

/** Everything an operator can set, after it was checked. */
export type Config = Readonly<{
  discordToken: string;
  geminiKey: string;
  geminiModel: string;
  geminiBaseUrl: string | undefined;
  geminiApiVersion: string;
  geminiKeyIn: KeyPlace;
  thinkingLevel: ThinkingLevel;
  discordApiUrl: string | undefined;
  proxies: Proxies;
  storeUrl: string;
  commandsGuildId: string | undefined;
  http: { host: string; port: number } | 'off';
  logLevel: string;
  shards: { ids: readonly number[] | 'auto'; count: number | 'auto' };
  voiceProcesses: number;
  turns: EndpointingSettings;
  maxOpenSessions: number;
  sessionIdle: number;
  answerSilence: number;
  contextTokens: number;
  seedTokens: number;
}>;

/** The exit code for a bad configuration (`EX_CONFIG` of sysexits.h). */
export const EXIT_CONFIG = 78;

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const STORES = /^(?:sqlite:\/\/.+|rediss?:\/\/.+|postgres(?:ql)?:\/\/.+|memory:.*)$/;

const whole = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.string().regex(/^\d+$/, message).transform(Number).pipe(z.number().min(least, message).max(most, message));
};

const address = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });

const isProxy = (text: string): boolean => {
  try {
    const { protocol, hostname, pathname, username, password } = new URL(text);
    decodeURIComponent(username + password);
    return /^https?:$/.test(protocol) && hostname !== '' && pathname === '/';
  } catch {
    return false;
  }
};

/** As with curl, a proxy without a scheme is contacted by plain HTTP, as nearly all are. */
const proxy = z
  .string()
  .transform((text) => (text.includes('://') ? text : `http://${text}`))
  .refine(isProxy, {
    error:
      'is not the address of a proxy. Write http://HOST:PORT, with NAME:PASSWORD@ before the host if it wants them ' +
      'and special characters of these as %23 for # and so on; SOCKS proxies cannot be used',
  })
  .optional();

/** "auto", or a list of shards. */
const shardIds = z.string().transform((text, { addIssue }) => {
  if (text === 'auto') return text;
  const message = findShardsProblem(text);
  if (message === undefined) return parseShards(text);
  addIssue({ code: 'custom', message });
  return z.NEVER;
});

const requireText = (name: 'token' | 'key', how: string) =>
  z
    .string({ error: `is missing. ${how}` })
    .regex(/^\S+$/, { error: `must not hold spaces or line breaks. Copy the ${name} again`, abort: true })
    .refine((secret) => findStrangeCharacters(secret) === '', {
      error: ({ input }) =>
        `holds characters that no ${name} has (${findStrangeCharacters(String(input))}): copy it again. ${how}`,
    });

/** Google's default is 80% of the window of 131,072 tokens; the rest is for the newest turn and its answer. */
const contextTokens = whole(8_000, 100_000).default(32_000);

/** Below the minimum, a recap of older turns would leave no room for the newest. */
const seedTokens = whole(2_000, 50_000).default(6_000);

const SCHEMA = z.object({
  DISCORD_TOKEN: requireText(
    'token',
    'Get it at https://discord.com/developers/applications: your application, page "Bot", "Reset Token"',
  ),
  GEMINI_API_KEY: requireText('key', 'Get it at https://aistudio.google.com/apikey: "Create API key"'),
  GEMINI_MODEL: z
    .string()
    .regex(/^[\w./-]+$/, 'must be the name of a model')
    .default('gemini-3.8-live'),
  GEMINI_BASE_URL: address.optional(),
  GEMINI_API_VERSION: z
    .string()
    .regex(/^v\d\w*$/, 'must be a version like v1beta')
    .default('v1beta'),
  GEMINI_KEY_IN: z.enum(KEY_PLACES, { error: 'must be "url" or "header"' }).default('url'),
  GEMINI_THINKING_LEVEL: z.enum(THINKING_LEVELS, { error: 'must be "low", "medium" or "high"' }).default('low'),
  DISCORD_API_URL: address.optional(),
  https_proxy: proxy,
  HTTPS_PROXY: proxy,
  http_proxy: proxy,
  HTTP_PROXY: proxy,
  no_proxy: z.string().optional(),
  NO_PROXY: z.string().optional(),
  NODE_USE_ENV_PROXY: z.string().optional(),
  STORE_URL: z
    .string()
    .regex(STORES, { error: 'must be sqlite://FILE, redis://…, rediss://…, postgres://… or memory:', abort: true })
    .refine((url) => /^(?:sqlite|memory):/.test(url) || URL.canParse(url), {
      error:
        'is not a valid address. Check its port, and write special characters of its password as %23 for # and so on',
    })
    .default('sqlite://data/parley.sqlite'),
  COMMANDS_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, 'must be the id of a server, a number of 17 to 20 digits')
    .optional(),
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: z
    .union([z.literal('off'), whole(0, 65_535)], { error: 'must be a port from 0 to 65535, or "off"' })
    .default(8787),
  LOG_LEVEL: z.enum(LEVELS, { error: `must be one of ${LEVELS.join(', ')}` }).default('info'),
  SHARDS: shardIds.default('auto'),
  SHARD_COUNT: z
    .union([z.literal('auto'), whole(1, MOST_SHARDS)], { error: `must be "auto" or a number from 1 to ${MOST_SHARDS}` })
    .default('auto'),
  VOICE_PROCESSES: whole(1, 64).default(1),
  TURN_END: z
    .enum(['speculative', 'pause', 'server'], { error: 'must be "speculative", "pause" or "server"' })
    .default('speculative'),
  TURN_PAUSE_MS: whole(60, 5_000).optional(),
  MAX_OPEN_SESSIONS: whole(1, 1_000).default(40),
  SESSION_IDLE_SECONDS: whole(1, 3_600).default(120),
  ANSWER_SILENCE_SECONDS: whole(5, 120).default(20),
  CONTEXT_TOKENS: contextTokens,
  SEED_TOKENS: seedTokens,
});

type Environment = Record<string, string | undefined>;

/** The settings that say through which proxy this process reaches anything. */
export const PROXY_SETTINGS: readonly string[] = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/** As with curl and Node, a lower-case name takes precedence. Node's own switch can turn all of them off. */
const proxiesOf = (data: z.infer<typeof SCHEMA>): Proxies => {
  if (data.NODE_USE_ENV_PROXY === '0') return { except: '' };
  const first = (...settings: ('https_proxy' | 'HTTPS_PROXY' | 'http_proxy' | 'HTTP_PROXY')[]) =>
    settings.flatMap((setting) => (data[setting] ? [{ url: data[setting], setting }] : []))[0];
  const [https, http] = [first('https_proxy', 'HTTPS_PROXY'), first('http_proxy', 'HTTP_PROXY')];
  return { ...(https && { https }), ...(http && { http }), except: data.no_proxy ?? data.NO_PROXY ?? '' };
};

/** The secrets in these settings, which no log may contain. */
export const listSecrets = ({ discordToken, geminiKey, proxies }: Config): string[] => [
  discordToken,
  geminiKey,
  ...listProxySecrets(proxies),
];

/** What no single variable shows, here and below: this process' shards must be among all shards. */
const shardProblem = ({ SHARDS, SHARD_COUNT }: Environment): string | undefined => {
  const ids = shardIds.safeParse(SHARDS ?? 'auto').data ?? 'auto';
  if (ids === 'auto') return undefined;
  const count = Number(SHARD_COUNT);
  if (!SHARD_COUNT || SHARD_COUNT === 'auto') return 'SHARDS needs SHARD_COUNT, the number of all shards';
  return ids.some((id) => id >= count) ? `SHARDS must be below SHARD_COUNT, which is ${count}` : undefined;
};

/** What a session is told must fit into what is left of its context after it was shortened. */
const seedProblem = ({ CONTEXT_TOKENS, SEED_TOKENS }: Environment): string | undefined => {
  const [context, seed] = [contextTokens.safeParse(CONTEXT_TOKENS), seedTokens.safeParse(SEED_TOKENS)];
  if (!context.success || !seed.success || seed.data <= context.data / 2) return undefined;
  return `SEED_TOKENS must be at most half of CONTEXT_TOKENS, which is ${context.data}`;
};

/**
 * Names everything that is wrong with the settings in `environment`, each with its remedy; nothing if they're all right.
 */
export const findProblems = (environment: Environment): string[] => {
  const set = dropEmpty(environment);
  const { error } = SCHEMA.safeParse(set);
  const found = error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  const combined = [shardProblem(set), seedProblem(set)].filter((problem) => problem !== undefined);
  return [...found, ...combined];
};

/** The variables in `environment` that look like a setting, but that Parley would ignore. */
export const findMisspelledSettings = (environment: Environment): Misspelling[] =>
  findMisspellings(Object.keys(dropEmpty(environment)), OURS);

/** The settings that only Parley has. */
const OURS = Object.keys(SCHEMA.shape).filter((name) => !/proxy/i.test(name));

/** An empty value counts as not set, because a copied `.env.example` has empty values. */
const dropEmpty = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));

/**
 * Checks the settings in `environment`.
 *
 * @throws ConfigError that names every problem and its remedy. It never repeats a value, because a value may be a
 *   secret.
 */
export const readConfig = (environment: Environment): Config => {
  const wrong = findProblems(environment);
  if (wrong.length > 0)
    throw new ConfigError(explain([...wrong, ...findMisspelledSettings(environment).map(explainMisspelling)]));
  const data = SCHEMA.parse(dropEmpty(environment));
  return {
    discordToken: data.DISCORD_TOKEN,
    geminiKey: data.GEMINI_API_KEY,
    geminiModel: data.GEMINI_MODEL,
    geminiBaseUrl: data.GEMINI_BASE_URL,
    geminiApiVersion: data.GEMINI_API_VERSION,
    geminiKeyIn: data.GEMINI_KEY_IN,
    thinkingLevel: data.GEMINI_THINKING_LEVEL,
    discordApiUrl: data.DISCORD_API_URL?.replace(/\/+$/, ''),
    proxies: proxiesOf(data),
    storeUrl: data.STORE_URL,
    commandsGuildId: data.COMMANDS_GUILD_ID,
    http: data.HTTP_PORT === 'off' ? 'off' : { host: data.HTTP_HOST, port: data.HTTP_PORT },
    logLevel: data.LOG_LEVEL,
    shards: { ids: data.SHARDS, count: data.SHARD_COUNT },
    voiceProcesses: data.VOICE_PROCESSES,
    turns: { turnEnd: data.TURN_END, pause: data.TURN_PAUSE_MS ?? PAUSES[data.TURN_END] },
    maxOpenSessions: data.MAX_OPEN_SESSIONS,
    sessionIdle: data.SESSION_IDLE_SECONDS * 1_000,
    answerSilence: data.ANSWER_SILENCE_SECONDS * 1_000,
    contextTokens: data.CONTEXT_TOKENS,
    seedTokens: data.SEED_TOKENS,
  };
};

const explain = (wrong: string[]): string =>
  [
    'Parley cannot start, because of its settings (the environment, or the file .env):',
    ...wrong.map((problem) => `  ${problem}`.replace(/(?<![.?])$/, '.')),
    'The file .env.example shows every setting.',
  ].join('\n');

/**
 * The process environment and, for what it doesn't set, the file `.env`. This is the only place that reads either.
 *
 * @throws ConfigError if `.env` exists but can't be read, or contains mistakes.
 */
export const loadEnvironment = (): Environment => {
  for (const [name, value] of Object.entries(readDotenv(Object.keys(SCHEMA.shape)))) process.env[name] ??= value;
  return process.env;
};

/** The settings of this process, with the errors of `readConfig` and `loadEnvironment`. */
export const loadConfig = (): Config => readConfig(loadEnvironment());
