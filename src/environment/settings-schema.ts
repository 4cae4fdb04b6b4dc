import { z } from 'zod';
import { type Amount, parseAmount } from '../base/amount.ts';
import { parseStoreKey } from '../base/store-key.ts';
import { KEY_PLACES } from '../live/protocol/api-key.ts';
import { THINKING_LEVELS } from '../live/protocol/models.ts';
import { findVoice } from '../live/protocol/voices.ts';
import { findStrangeCharacters } from './secret-characters.ts';
import { findShardsProblem, MOST_SHARDS, parseShards, readOrdinal } from './shards.ts';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const STORES = /^(?:sqlite:\/\/.+|rediss?:\/\/.*|postgres(?:ql)?:\/\/.*|memory:.*)$/;

/** A server's address without its host: nothing but a name and password, or a port. */
const WITHOUT_HOST = /^(?:rediss?|postgres(?:ql)?):\/\/(?:[^/@]*@)?(?::\d*(?:\/.*)?)?$/;

const whole = (least: number, most: number, message = `must be a whole number from ${least} to ${most}`) => {
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

/** "auto", "ordinal", or a list of shards. */
export const shardIds = z.string().transform((text, { addIssue }) => {
  if (text === 'auto' || text === 'ordinal') return text;
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
export const contextTokens = whole(8_000, 100_000).default(32_000);

/** Below the minimum, a recap of older turns would leave no room for the newest. */
export const seedTokens = whole(2_000, 50_000).default(6_000);

const modelName = z.string().regex(/^[\w./-]+$/, 'must be the name of a model');

/** The model for decisions that Google has by this name; whether a key has it shows when it's asked. */
export const USUAL_DECISION_MODEL = 'gemini-decision-1';

const PROBABILITY = 'must be a probability from 0.05 to 0.95';
const probability = z
  .string()
  .regex(/^0?\.\d+$/, PROBABILITY)
  .transform(Number)
  .pipe(z.number().min(0.05, PROBABILITY).max(0.95, PROBABILITY));

const thinkingLevel = z.enum(THINKING_LEVELS, { error: 'must be "low", "medium" or "high"' }).default('low');

/** When a text model answers typed questions. */
export const TYPED_WHEN = ['off', 'always', 'when-live-fails'] as const;
export type TypedWhen = (typeof TYPED_WHEN)[number];

const STORE_KEY_PROBLEM =
  'must be 32 random bytes; with a new and an old key, the new one comes first, and a comma between them. ' +
  'Make a key with: openssl rand -base64 32';
const PORT = 'must be a port from 0 to 65535, or "off"';
const COUNT = `must be "auto" or a number from 1 to ${MOST_SHARDS}`;

const onOff = z.enum(['on', 'off'], { error: 'must be "on" or "off"' });

/** The name of a voice as Google writes it, or "auto" for the model's own. */
const voiceName = z.string().transform((text, { addIssue }) => {
  const name = text === 'auto' ? text : findVoice(text)?.name;
  if (name !== undefined) return name;
  addIssue({ code: 'custom', message: 'must be "auto", or the name of one of Google’s voices, such as "Kore"' });
  return z.NEVER;
});

const timeZone = z.string().refine((name) => name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name), {
  error: 'must be a time zone such as "Europe/Berlin", or "UTC"',
});

/** "on", "off", or the people who may write directly. */
const cap = z.string().transform((text, { addIssue }): Amount | 'off' => {
  const amount = text.trim().toLowerCase() === 'off' ? 'off' : parseAmount(text);
  if (amount !== undefined) return amount;
  addIssue({ code: 'custom', message: 'must be an amount like "5 $" or "200k" (tokens), or "off"' });
  return z.NEVER;
});

const directMessages = z.string().transform((text, { addIssue }) => {
  if (text === 'on' || text === 'off') return text;
  const ids = text.split(/[\s,]+/);
  if (ids.length <= 25 && ids.every((id) => /^\d{17,20}$/.test(id))) return [...new Set(ids)];
  addIssue({ code: 'custom', message: 'must be "on", "off", or at most 25 ids of people, apart by commas' });
  return z.NEVER;
});

/** Every setting by the name of its variable: how its text is checked, and its default value. */
export const SETTINGS = z.object({
  DISCORD_TOKEN: requireText(
    'token',
    'Get it at https://discord.com/developers/applications: your application, page "Bot", "Reset Token"',
  ),
  GEMINI_API_KEY: requireText('key', 'Get it at https://aistudio.google.com/apikey: "Create API key"'),
  GEMINI_MODEL: modelName.default('gemini-3.8-live'),
  GEMINI_BASE_URL: address.optional(),
  GEMINI_API_VERSION: z
    .string()
    .regex(/^v\d\w*$/, 'must be a version like v1beta')
    .default('v1beta'),
  GEMINI_KEY_IN: z.enum(KEY_PLACES, { error: 'must be "url" or "header"' }).default('url'),
  GEMINI_THINKING_LEVEL: thinkingLevel,
  TYPED_MODEL: modelName.optional(),
  TYPED_MODEL_WHEN: z.enum(TYPED_WHEN, { error: 'must be "off", "always" or "when-live-fails"' }).optional(),
  TYPED_THINKING_LEVEL: thinkingLevel,
  DECISION_MODEL: modelName.default(USUAL_DECISION_MODEL),
  DECISION_THRESHOLD: probability.default(0.65),
  DECISION_PATIENCE_MS: whole(200, 10_000).default(700),
  DISCORD_API_URL: address.optional(),
  DISCORD_CDN_URL: address.optional(),
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
    .refine((url) => !WITHOUT_HOST.test(url), {
      error: 'has no host. Write redis://HOST:PORT or postgres://HOST:PORT/DATABASE',
      abort: true,
    })
    .refine((url) => /^(?:sqlite|memory):/.test(url) || URL.canParse(url), {
      error:
        'is not a valid address. Check its port, and write special characters of its password as %23 for # and so on',
    })
    .default('sqlite://data/parley.sqlite'),
  STORE_KEY: z
    .string()
    .optional()
    .transform((text, { addIssue }) => {
      const keys = text?.split(',').map((key) => parseStoreKey(key.trim())) ?? [];
      const known = keys.filter((key) => key !== undefined);
      if (known.length === keys.length) return known;
      addIssue({ code: 'custom', message: STORE_KEY_PROBLEM });
      return z.NEVER;
    }),
  COMMANDS_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, 'must be the id of a server, a number of 17 to 20 digits')
    .optional(),
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: z.union([z.literal('off'), whole(0, 65_535, PORT)], { error: PORT }).default(8787),
  OPERATOR_PASSWORD: z
    .string()
    .min(12, 'must have at least 12 characters')
    .max(500, 'must have at most 500 characters')
    .optional(),
  OPERATOR_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{20,500}$/, {
      error: 'must have from 20 to 500 letters, digits and the like. Make one with: openssl rand -hex 32',
    })
    .optional(),
  LOG_LEVEL: z.enum(LEVELS, { error: `must be one of ${LEVELS.join(', ')}` }).default('info'),
  SHARDS: shardIds.default('auto'),
  SHARD_COUNT: z.union([z.literal('auto'), whole(1, MOST_SHARDS, COUNT)], { error: COUNT }).default('auto'),
  SHARDS_PER_PROCESS: whole(1, 1_000).default(1),
  PROCESS_ORDINAL: z
    .string()
    .refine((name) => readOrdinal(name) !== undefined, 'must be a number, or a name that ends in one, like parley-3')
    .optional(),
  DRAIN_SECONDS: whole(0, 60).default(5),
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
  WRITTEN_ANSWERS: onOff.default('on'),
  CHARACTER: z.string().trim().max(4_000, 'must have at most 4000 characters').default(''),
  GEMINI_VOICE: voiceName.default('auto'),
  SEARCH: onOff.default('off'),
  TOOLS: z.string().optional(),
  MCP_SERVERS: z.string().optional(),
  MCP_IN_SETTINGS: onOff.default('off'),
  TIME_ZONE: timeZone.default('UTC'),
  RETENTION_DAYS: whole(1, 365).default(30),
  CONSENT: z.enum(['notice', 'opt-in', 'off'], { error: 'must be "notice", "opt-in" or "off"' }).default('notice'),
  DIRECT_MESSAGES: directMessages.default('on'),
  CAP_PROCESS_DAY: cap.default({ unit: 'usd', limit: 5 }),
  CAP_PROCESS_MONTH: cap.default('off'),
  MESSAGE_CONTENT: onOff.default('off'),
});
