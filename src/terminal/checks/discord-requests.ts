import {
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  REST,
  type RESTGetAPIGatewayBotResult,
  type RESTGetCurrentApplicationResult,
  Routes,
} from 'discord.js';
import type { Endpoint } from '../../base/network-faults.ts';
import { type Config, PROXY_SETTINGS } from '../../config.ts';
import { explainDiscord, NotDiscordError } from '../../discord/gateway/discord-faults.ts';
import { askOnce, type Finding, type Tools } from '../check.ts';

/** Where Discord is. */
export const locateDiscord = ({ config }: Pick<Tools, 'config'>): Endpoint => ({
  name: 'Discord',
  url: config.discordApiUrl ?? 'https://discord.com/api',
  setting: 'DISCORD_API_URL',
  isSet: config.discordApiUrl !== undefined,
});

/** What all checks of Discord have in common. */
export const common = {
  needs: ['DISCORD_TOKEN', 'DISCORD_API_URL', ...PROXY_SETTINGS],
  target: locateDiscord,
  remedy: 'Try again in a few minutes. https://discordstatus.com says whether Discord has trouble of its own.',
};

/** Asks only once, so that a failure is seen as it is, and doesn't wait for a rate limit. */
const rest = ({ discordToken, discordApiUrl }: Config): REST =>
  new REST({
    version: '10',
    retries: 0,
    rejectOnRateLimit: () => true,
    ...(discordApiUrl && { api: discordApiUrl }),
  }).setToken(discordToken);

/** Discord's response. A response that isn't JSON comes as bytes, and isn't Discord's. */
export type Get = <T extends object>(route: `/${string}`, query?: Record<string, string>) => Promise<T>;

/**
 * Asks Discord with the token. A refusal becomes a finding, in the words of a start that fails the same way. `invite` is
 * the link that could change that.
 */
export const askDiscord = async (
  tools: Tools,
  look: (get: Get) => Promise<Finding>,
  invite?: () => Promise<string>,
): Promise<Finding> => {
  try {
    return await look(getFor(tools));
  } catch (error) {
    if (!KNOWN.some((kind) => error instanceof kind)) throw error;
    const { discordApiUrl: apiUrl, commandsGuildId: guildId } = tools.config;
    const { wrong, remedy } = explainDiscord(error, { apiUrl, guildId, invite: await invite?.() });
    return { ok: false, seen: wrong, remedy };
  }
};

/** Errors that say more than that the connection failed, which is worded alike for every server. */
const KNOWN = [DiscordAPIError, HTTPError, RateLimitError, NotDiscordError];

const getFor = ({ config, signal }: Tools): Get => {
  const from = rest(config);
  return async <T extends object>(route: `/${string}`, query?: Record<string, string>) => {
    const answer = await from.get(route, { signal, ...(query && { query: new URLSearchParams(query) }) });
    if (typeof answer !== 'object' || answer === null || answer instanceof ArrayBuffer) throw new NotDiscordError();
    return answer as T;
  };
};

/** The application that the token belongs to. */
export const askApplication = askOnce((tools) =>
  getFor(tools)<RESTGetCurrentApplicationResult>(Routes.currentApplication()),
);

/** The gateway's address, and how many logins are left. */
export const askGatewayBot = askOnce((tools) => getFor(tools)<RESTGetAPIGatewayBotResult>(Routes.gatewayBot()));
