import {
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  REST,
  type RESTGetAPIGatewayBotResult,
  type RESTGetCurrentApplicationResult,
  Routes,
} from 'discord.js';
import type { Config } from '../../config.ts';
import { mistaken, type Target } from '../../target.ts';
import { askOnce, type Finding, type Tools } from '../check.ts';

const TOKEN =
  'Copy the token again from https://discord.com/developers/applications: your application, page "Bot", ' +
  '"Reset Token"; put it into DISCORD_TOKEN.';

const TROUBLE = 'See https://discordstatus.com whether Discord itself is in trouble, and try again in a few minutes.';

/** Where Discord is. */
export const discordAt = ({ config }: Pick<Tools, 'config'>): Target => ({
  name: 'Discord',
  url: config.discordApiUrl ?? 'https://discord.com/api',
  setting: 'DISCORD_API_URL',
  isSet: config.discordApiUrl !== undefined,
});

/** What all checks of Discord have in common. */
export const common = {
  needs: ['DISCORD_TOKEN', 'DISCORD_API_URL'],
  target: discordAt,
  remedy: TROUBLE,
};

/** Asks once, so that a failure is seen as it is, and does not wait until it may ask again. */
const rest = ({ discordToken, discordApiUrl }: Config): REST =>
  new REST({
    version: '10',
    retries: 0,
    rejectOnRateLimit: () => true,
    ...(discordApiUrl && { api: discordApiUrl }),
  }).setToken(discordToken);

/** Discord's answer to a question. What is no JSON comes as bytes, and is no answer of Discord's. */
export type Get = <T extends object>(route: `/${string}`, query?: Record<string, string>) => Promise<T>;

class Foreign extends Error {}

/** Asks Discord with the token; what Discord refuses whatever was asked becomes a finding. */
export const ask = async (tools: Tools, look: (get: Get) => Promise<Finding>): Promise<Finding> => {
  try {
    return await look(getFor(tools));
  } catch (error) {
    const found = refused(error, discordAt(tools));
    if (found) return found;
    throw error;
  }
};

const getFor = ({ config, signal }: Tools): Get => {
  const from = rest(config);
  return async <T extends object>(route: `/${string}`, query?: Record<string, string>) => {
    const answer = await from.get(route, { signal, ...(query && { query: new URLSearchParams(query) }) });
    if (typeof answer !== 'object' || answer === null || answer instanceof ArrayBuffer) throw new Foreign();
    return answer as T;
  };
};

const refused = (error: unknown, target: Target): Finding | undefined => {
  if (error instanceof RateLimitError) {
    const seconds = Math.ceil(error.retryAfter / 1_000);
    const remedy = `Try again in ${seconds} s. If that does not help, another program asks too much with this token.`;
    return { ok: false, seen: 'Discord says that it is asked too often', remedy };
  }
  if (error instanceof HTTPError && error.status >= 500) {
    const check = `Check ${target.setting} and the server there, which is not Discord's own.`;
    return {
      ok: false,
      seen: `Discord answers ${error.status} ${error.message}`.trim(),
      remedy: target.isSet ? check : TROUBLE,
    };
  }
  if (error instanceof DiscordAPIError && error.status === 401)
    return { ok: false, seen: 'Discord does not accept the token', remedy: TOKEN };
  // What Discord refuses has a number, and it knows every path that is asked here.
  const isForeign = error instanceof DiscordAPIError && !(Number(error.code) > 0);
  return isForeign || error instanceof Foreign || error instanceof HTTPError ? mistaken(target) : undefined;
};

/** The application that the token belongs to. */
export const application = askOnce((tools) =>
  getFor(tools)<RESTGetCurrentApplicationResult>(Routes.currentApplication()),
);

/** Where the gateway is, and how often it may still be logged in to. */
export const gatewayBot = askOnce((tools) => getFor(tools)<RESTGetAPIGatewayBotResult>(Routes.gatewayBot()));
