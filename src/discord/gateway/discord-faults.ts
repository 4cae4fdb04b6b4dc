import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, HTTPError, RateLimitError } from 'discord.js';
import type { Diagnosis } from '../../base/diagnosis.ts';
import { findProxyError } from '../../base/errors.ts';
import { type Endpoint, explainConnectError, explainForeignAnswer, sayUnreached } from '../../base/network-faults.ts';
import { DiscordErrorCode } from './api-errors.ts';
import { NoAnswerError } from './retry.ts';

/**
 * What the sentences mention: the settings for Discord and where they're set, the link that adds the bot to a server,
 * and the gateway's address if the gateway is the problem.
 */
export type DiscordSetup = {
  apiUrl?: string | undefined;
  /** The proxy for Discord, as people know it. */
  proxy?: string | undefined;
  guildId?: string | undefined;
  invite?: string | undefined;
  /** Whether MESSAGE_CONTENT is on. */
  readsContent?: boolean | undefined;
  gateway?: string | undefined;
};

/** An answer that Discord would never give. */
export class NotDiscordError extends Error {
  override name = 'NotDiscordError';
}

const TOKEN: Diagnosis = {
  wrong: 'Discord does not accept DISCORD_TOKEN',
  remedy:
    'Copy the token again from https://discord.com/developers/applications: your application, page "Bot", ' +
    '"Reset Token".',
  lasting: true,
};

const SHARDS: Diagnosis = {
  wrong: 'Discord does not accept SHARDS and SHARD_COUNT',
  remedy: 'Leave both empty, or raise SHARD_COUNT: every shard may hold at most 2,500 servers.',
  lasting: true,
};

/** How a login can fail, by discord.js' words for the close codes (Discord docs, topics/opcodes-and-status-codes). */
const LOGINS: Record<string, Diagnosis> = {
  'Authentication failed': TOKEN,
  'Invalid shard': SHARDS,
  'Sharding is required': SHARDS,
};

/** What discord.js says when the gateway closes with 4014. */
const DISALLOWED = 'Used disallowed intents';

/** Where the operator lets an application read what people write. */
export const GRANT_CONTENT =
  'Switch on "Message Content Intent" at https://discord.com/developers/applications: your application, page "Bot", ' +
  '"Privileged Gateway Intents". An application in 100 servers or more has to apply for it there. Or set MESSAGE_CONTENT to off.';

const explainIntents = ({ readsContent }: DiscordSetup): Diagnosis =>
  readsContent
    ? {
        wrong: 'Discord doesn’t let this application read what people write, which MESSAGE_CONTENT asks for',
        remedy: GRANT_CONTENT,
        lasting: true,
      }
    : {
        wrong: 'Discord refused the intents, although Parley needs none of the privileged ones',
        remedy: 'Check the application at https://discord.com/developers/applications.',
        lasting: true,
      };

/** The error code for too many new commands in one day. */
const COMMANDS_PER_DAY = 30034;

/** The proxy wants another name or password, which only its operator knows. */
const NO_LOGIN = 407;

/** Says why Discord can't be used. */
export const explainDiscord = (error: unknown, where: DiscordSetup): Diagnosis => {
  const proxy = findProxyError(error);
  if (proxy) return { wrong: proxy.message, remedy: proxy.remedy, lasting: proxy.status === NO_LOGIN };
  // It isn't visible from here which of the two is silent, and the proxy comes first.
  if (where.proxy && error instanceof NoAnswerError)
    return {
      wrong: `${where.proxy} got no answer in time`,
      remedy: 'Check its setting, and that the proxy is running and gets answers itself.',
      lasting: false,
    };
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) return TOKEN;
  if (error instanceof DiscordAPIError) return explainRefusedRequest(error, where);
  if (error instanceof NotDiscordError) return foreign(where);
  if (error instanceof HTTPError)
    return {
      wrong: `${nameOf(where)} answers ${error.status} (${error.message || 'no reason given'})`,
      remedy: later(where),
      lasting: false,
    };
  if (error instanceof RateLimitError)
    return {
      wrong: `Discord makes Parley wait for ${Math.ceil(error.retryAfter / 1_000)} s before its next request`,
      remedy: 'Wait that long, and find out what keeps restarting the bot or using its token.',
      lasting: false,
    };
  const message = error instanceof Error ? error.message : `${error}`;
  if (message === DISALLOWED) return explainIntents(where);
  const login = LOGINS[message];
  if (login) return login;
  const [, resets] = /^Not enough sessions remaining .* resets at (\S+)/.exec(message) ?? [];
  if (resets)
    return {
      wrong: `Discord allows this bot no more logins before ${resets}`,
      remedy: 'Wait until then, and find out what keeps restarting the bot: Discord allows 1,000 logins a day.',
      lasting: false,
    };
  const found = explainConnectError(error, targetOf(where));
  if (found) return { wrong: sayUnreached(nameOf(where), found.seen), remedy: found.remedy, lasting: false };
  return { wrong: `Cannot log in to Discord: ${message}`, remedy: later(where), lasting: false };
};

/** Discord's own refusals have an error code; those of a proxy or another server don't. */
const explainRefusedRequest = (error: DiscordAPIError, { guildId, invite, ...where }: DiscordSetup): Diagnosis => {
  const { status, code, message } = error;
  if (status === 401) return TOKEN;
  if (!Number(code)) return foreign(where);
  const isServer = [DiscordErrorCode.missingAccess, DiscordErrorCode.unknownGuild].some((one) => one === code);
  if (guildId && isServer)
    return {
      wrong: `The bot isn’t allowed to have commands in the server ${guildId} (COMMANDS_GUILD_ID), or isn’t in it`,
      remedy:
        'Set COMMANDS_GUILD_ID to a server that the bot is in, leave it empty to have the commands everywhere, or add ' +
        `the bot to that server${invite ? ` with this link: ${invite}` : ', with the scope applications.commands.'}`,
      lasting: true,
    };
  const isPassing = status === 429 || code === COMMANDS_PER_DAY;
  return {
    wrong: `Discord refuses Parley’s commands: ${message} (${code})`,
    remedy: isPassing
      ? 'Try again tomorrow, and don’t change COMMANDS_GUILD_ID: every change creates all commands again.'
      : 'Update Parley. If that doesn’t help, please report this as a bug.',
    lasting: !isPassing,
  };
};

const foreign = (where: DiscordSetup): Diagnosis => {
  const { seen, remedy } = explainForeignAnswer(targetOf(where));
  return { wrong: `Discord cannot be reached: ${seen}`, remedy, lasting: false };
};

const STATUS = 'https://discordstatus.com says whether Discord is having problems.';

const nameOf = ({ gateway }: DiscordSetup): string => (gateway ? 'Discord’s gateway' : 'Discord');

/** Discord itself names its gateway, so no setting can be wrong. */
const targetOf = ({ apiUrl, gateway }: DiscordSetup): Endpoint => ({
  name: gateway ? 'Discord’s gateway' : 'Discord',
  url: gateway ?? apiUrl ?? 'https://discord.com',
  setting: 'DISCORD_API_URL',
  isSet: apiUrl !== undefined && !gateway,
  also: gateway ? `A firewall or a proxy may block WebSockets. ${STATUS}` : apiUrl ? '' : STATUS,
});

const later = ({ apiUrl, gateway }: DiscordSetup): string =>
  apiUrl && !gateway ? 'Check DISCORD_API_URL and the server there.' : `Try again in a few minutes. ${STATUS}`;
