import type { z } from 'zod';
import type { Amount } from './base/amount.ts';
import { ConfigError } from './base/errors.ts';
import { findClashes } from './environment/clashes.ts';
import { readDotenv } from './environment/dotenv.ts';
import { findMcpProblems, type McpSettings, readMcpSettings } from './environment/mcp-file.ts';
import { readProxies } from './environment/proxy-choice.ts';
import { SETTINGS, type TypedWhen } from './environment/settings-schema.ts';
import { readShards, type ShardChoice } from './environment/shard-choice.ts';
import { explainMisspelling, findMisspellings, type Misspelling } from './environment/spelling.ts';
import type { Google } from './live/connection/dial.ts';
import type { KeyPlace } from './live/protocol/api-key.ts';
import type { ThinkingLevel } from './live/protocol/models.ts';
import { listProxySecrets, type Proxies } from './proxy/proxy-settings.ts';
import { findToolProblems, readOperatorTools } from './settings/tool-names.ts';
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
  /** The text model for typed questions. */
  typed: { model: string; when: TypedWhen; thinking: ThinkingLevel } | 'off';
  /**
   * The model that is asked whether Parley was meant, or "off"; from which probability on it was; and how long the answer may take
   * in a call, in milliseconds.
   */
  decisionModel: string;
  decisionThreshold: number;
  decisionPatience: number;
  discordApiUrl: string | undefined;
  discordCdnUrl: string | undefined;
  proxies: Proxies;
  storeUrl: string;
  /** The keys with which what is stored is encrypted, of 32 bytes each and the newest first; none if it isn't. */
  storeKeys: readonly Buffer[];
  commandsGuildId: string | undefined;
  http: { host: string; port: number } | 'off';
  /** What the operator's page lets people and machines in with. */
  operator: { password: string | undefined; token: string | undefined };
  logLevel: string;
  shards: ShardChoice;
  /** How long a stop may take to leave conversations and calls to another process, in milliseconds. */
  drainTime: number;
  voiceProcesses: number;
  turns: EndpointingSettings;
  maxOpenSessions: number;
  sessionIdle: number;
  answerSilence: number;
  contextTokens: number;
  seedTokens: number;
  writtenAnswers: boolean;
  character: string;
  voice: string;
  search: boolean;
  /** The tools that are on where nobody has chosen. */
  tools: readonly string[];
  mcp: McpSettings;
  timeZone: string;
  retentionDays: number;
  /** Whether people are told what becomes of their words when they first ask, have to agree before, or neither. */
  consent: 'notice' | 'opt-in' | 'off';
  /** Who may write to the bot directly: everyone, nobody, or these people. */
  directMessages: 'on' | 'off' | readonly string[];
  /** Whether the bot asks Discord for what people write without calling it, which is a privileged intent. */
  messageContent: boolean;
  /** What may be spent everywhere in a day and in a month (UTC). */
  caps: Record<'day' | 'month', Amount | 'off'>;
}>;

/** The exit code for a bad configuration (`EX_CONFIG` of sysexits.h). */
export const EXIT_CONFIG = 78;

type Settings = z.infer<typeof SETTINGS>;

type Environment = Record<string, string | undefined>;

/** The settings that say through which proxy this process reaches anything. */
export const PROXY_SETTINGS: readonly string[] = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/** Where and how Google is reached with these settings. */
export const pickGoogle = ({ geminiKey, geminiApiVersion, geminiBaseUrl, geminiKeyIn }: Config): Google => ({
  apiKey: geminiKey,
  apiVersion: geminiApiVersion,
  baseUrl: geminiBaseUrl,
  keyIn: geminiKeyIn,
});

/** A text model that is named answers every typed question, unless it's said when. */
const readTyped = (data: Settings): Config['typed'] => {
  const { TYPED_MODEL: model, TYPED_MODEL_WHEN: when = 'always', TYPED_THINKING_LEVEL: thinking } = data;
  return model === undefined ? 'off' : { model, when, thinking };
};

const readModels = (data: Settings) => ({
  geminiModel: data.GEMINI_MODEL,
  typed: readTyped(data),
  decisionModel: data.DECISION_MODEL,
  decisionThreshold: data.DECISION_THRESHOLD,
  decisionPatience: data.DECISION_PATIENCE_MS,
});

/** Where and how operators look after this process, and end it. */
const readHttp = ({
  HTTP_HOST: host,
  HTTP_PORT: port,
  OPERATOR_PASSWORD: password,
  OPERATOR_TOKEN: token,
  DRAIN_SECONDS: drain,
}: Settings) => ({
  drainTime: drain * 1_000,
  http: port === 'off' ? port : { host, port },
  operator: { password, token },
});

/** The tools that are on, and the MCP servers that have more of them. */
const readTools = (environment: Environment) => {
  const set = dropEmpty(environment);
  const mcp = readMcpSettings(set, environment);
  return { mcp, tools: readOperatorTools(set.TOOLS, mcp) };
};

/** How long things are kept, what they may cost, and whether people have to agree before. */
const readLimits = (data: Settings) => ({
  retentionDays: data.RETENTION_DAYS,
  consent: data.CONSENT,
  caps: { day: data.CAP_PROCESS_DAY, month: data.CAP_PROCESS_MONTH },
});

/** The secrets in these settings, which no log may contain. */
export const listSecrets = ({ discordToken, geminiKey, storeKeys, proxies, operator, mcp }: Config): string[] => [
  discordToken,
  geminiKey,
  ...Object.values(operator).filter((secret) => secret !== undefined),
  ...storeKeys.flatMap((key) => [
    key.toString('base64').replace('=', ''),
    key.toString('base64url'),
    key.toString('hex'),
  ]),
  ...listProxySecrets(proxies),
  ...mcp.secrets,
];

/**
 * Names everything that is wrong with the settings in `environment`, each with its remedy; nothing if they're all right.
 */
export const findProblems = (environment: Environment): string[] => {
  const set = dropEmpty(environment);
  const { error } = SETTINGS.safeParse(set);
  const found = error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  const file = findMcpProblems(set.MCP_SERVERS, environment);
  // Which tools there are depends on the file.
  const tools = file.length > 0 ? [] : findToolProblems(set.TOOLS, readMcpSettings(set, environment));
  return [...found, ...findClashes(set), ...file, ...tools];
};

/** The variables in `environment` that look like a setting, but that Parley would ignore. */
export const findMisspelledSettings = (environment: Environment): Misspelling[] =>
  findMisspellings(Object.keys(dropEmpty(environment)), OURS);

/** The settings that only Parley has. */
const OURS = Object.keys(SETTINGS.shape).filter((name) => !/proxy/i.test(name));

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
  const data = SETTINGS.parse(dropEmpty(environment));
  return {
    discordToken: data.DISCORD_TOKEN,
    geminiKey: data.GEMINI_API_KEY,
    geminiBaseUrl: data.GEMINI_BASE_URL,
    geminiApiVersion: data.GEMINI_API_VERSION,
    geminiKeyIn: data.GEMINI_KEY_IN,
    thinkingLevel: data.GEMINI_THINKING_LEVEL,
    ...readModels(data),
    discordApiUrl: data.DISCORD_API_URL?.replace(/\/+$/, ''),
    discordCdnUrl: data.DISCORD_CDN_URL?.replace(/\/+$/, ''),
    proxies: readProxies(data),
    storeUrl: data.STORE_URL,
    storeKeys: data.STORE_KEY,
    commandsGuildId: data.COMMANDS_GUILD_ID,
    ...readHttp(data),
    logLevel: data.LOG_LEVEL,
    shards: readShards(data),
    voiceProcesses: data.VOICE_PROCESSES,
    turns: { turnEnd: data.TURN_END, pause: data.TURN_PAUSE_MS ?? PAUSES[data.TURN_END] },
    maxOpenSessions: data.MAX_OPEN_SESSIONS,
    sessionIdle: data.SESSION_IDLE_SECONDS * 1_000,
    answerSilence: data.ANSWER_SILENCE_SECONDS * 1_000,
    contextTokens: data.CONTEXT_TOKENS,
    seedTokens: data.SEED_TOKENS,
    writtenAnswers: data.WRITTEN_ANSWERS === 'on',
    character: data.CHARACTER,
    voice: data.GEMINI_VOICE,
    search: data.SEARCH === 'on',
    ...readTools(environment),
    timeZone: data.TIME_ZONE,
    ...readLimits(data),
    directMessages: data.DIRECT_MESSAGES,
    messageContent: data.MESSAGE_CONTENT === 'on',
  };
};

const explain = (wrong: string[]): string =>
  [
    'Parley can’t start. Fix these settings (in the environment, or in the file .env):',
    ...wrong.map((problem) => `  ${problem}`.replace(/(?<![.?])$/, '.')),
    'The file .env.example shows every setting.',
  ].join('\n');

/**
 * The process environment and, for what it doesn't set, the file `.env`. This is the only place that reads either.
 *
 * @throws ConfigError if `.env` exists but can't be read, or contains mistakes.
 */
export const loadEnvironment = (): Environment => {
  for (const [name, value] of Object.entries(readDotenv(Object.keys(SETTINGS.shape)))) process.env[name] ??= value;
  return process.env;
};

/** The settings of this process, with the errors of `readConfig` and `loadEnvironment`. */
export const loadConfig = (): Config => readConfig(loadEnvironment());

/** What `load` makes of the settings. Where they're wrong, it says so and ends the process, as every program here does. */
export const loadOrEnd = <Loaded>(load: () => Loaded): Loaded => {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(EXIT_CONFIG);
  }
};
