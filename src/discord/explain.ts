import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, HTTPError } from 'discord.js';
import { type Diagnosis, networkTrouble } from '../diagnosis.ts';
import { Code } from './refusal.ts';

/**
 * What the sentences name: the settings that lead to Discord, where they are set, the link that adds the bot to a server,
 * and whether it is the gateway that is at stake.
 */
export type Discord = {
  apiUrl?: string | undefined;
  guildId?: string | undefined;
  invite?: string | undefined;
  gateway?: boolean;
};

/** A request that Discord wants asked again only after `wait` milliseconds, which is longer than anybody waits. */
export class Limited extends Error {
  override name = 'Limited';
  readonly wait: number;
  constructor(wait: number) {
    super(`asked too often; wait ${Math.ceil(wait / 1_000)} s`);
    this.wait = wait;
  }
}

/** An answer that Discord would not give. */
export class NotDiscord extends Error {
  override name = 'NotDiscord';
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

/** The ends of a login, by what discord.js says of their close codes (Discord docs, topics/opcodes-and-status-codes). */
const LOGINS: Record<string, Diagnosis> = {
  'Authentication failed': TOKEN,
  'Invalid shard': SHARDS,
  'Sharding is required': SHARDS,
  'Used disallowed intents': {
    wrong: 'Discord refused the intents, although Parley needs none of the privileged ones',
    remedy: 'Check the application at https://discord.com/developers/applications.',
    lasting: true,
  },
};

/** So many commands may be created a day; more are refused with this code. */
const COMMANDS_PER_DAY = 30034;

/** Says why Discord cannot be used. */
export const explainDiscord = (error: unknown, where: Discord): Diagnosis => {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) return TOKEN;
  if (error instanceof DiscordAPIError) return refused(error, where);
  if (error instanceof NotDiscord) return foreign(where);
  if (error instanceof HTTPError)
    return {
      wrong: `${atDiscord(where)} answers ${error.status} (${error.message || 'no reason given'})`,
      remedy: later(where),
      lasting: false,
    };
  if (error instanceof Limited)
    return {
      wrong: `Discord lets Parley ask again only in ${Math.ceil(error.wait / 1_000)} s`,
      remedy: 'Wait that long, and find out what restarts the bot or uses its token so often.',
      lasting: false,
    };
  const message = error instanceof Error ? error.message : `${error}`;
  const login = LOGINS[message];
  if (login) return login;
  const [, resets] = /^Not enough sessions remaining .* resets at (\S+)/.exec(message) ?? [];
  if (resets)
    return {
      wrong: `Discord allows this bot no more logins before ${resets}`,
      remedy: 'Wait until then, and find out what restarts the bot so often: it may log in 1,000 times a day.',
      lasting: false,
    };
  const trouble = networkTrouble(error);
  return {
    wrong: trouble ? `${atDiscord(where)} cannot be reached: ${trouble}` : `Cannot log in to Discord: ${message}`,
    remedy: later(where),
    lasting: false,
  };
};

/** What Discord itself refuses has a code; what a proxy or another server refuses has none. */
const refused = (error: DiscordAPIError, { guildId, invite, ...where }: Discord): Diagnosis => {
  const { status, code, message } = error;
  if (status === 401) return TOKEN;
  if (!Number(code)) return foreign(where);
  const isServer = [Code.missingAccess, Code.unknownGuild].some((one) => one === code);
  if (guildId && isServer)
    return {
      wrong: `The bot may not have commands in the server ${guildId}, which COMMANDS_GUILD_ID names, or is not in it`,
      remedy:
        'Set COMMANDS_GUILD_ID to a server that the bot is in, leave it empty to have the commands everywhere, or add ' +
        `the bot to that server${invite ? ` with this link: ${invite}` : ', with the scope applications.commands.'}`,
      lasting: true,
    };
  const isPassing = status === 429 || code === COMMANDS_PER_DAY;
  return {
    wrong: `Discord refuses Parley’s commands: ${message} (${code})`,
    remedy: isPassing
      ? 'Try again tomorrow, and leave COMMANDS_GUILD_ID as it is: each change of it creates all commands anew.'
      : 'Update Parley. If that does not help, Parley has a fault that its makers should hear of.',
    lasting: !isPassing,
  };
};

const foreign = ({ apiUrl }: Discord): Diagnosis => ({
  wrong: `What answers at ${hostOf({ apiUrl })}${apiUrl ? ', which DISCORD_API_URL names,' : ''} is not Discord`,
  remedy: apiUrl ? 'Correct DISCORD_API_URL, or leave it empty.' : 'Check the proxy or the firewall in between.',
  lasting: false,
});

const DISCORD = 'https://discord.com';

const hostOf = ({ apiUrl }: Discord): string => new URL(apiUrl ?? DISCORD).host;

const atDiscord = (where: Discord): string => {
  if (where.gateway) return 'Discord’s gateway';
  return where.apiUrl ? `Discord at ${hostOf(where)}, which DISCORD_API_URL names,` : `Discord at ${hostOf(where)}`;
};

const later = ({ apiUrl, gateway }: Discord): string => {
  const status = 'https://discordstatus.com says whether Discord has trouble of its own.';
  if (gateway) return `Check that the firewall lets WebSockets out; ${status}`;
  return apiUrl
    ? 'Check DISCORD_API_URL, and that the server there runs.'
    : `Check the network and the firewall; ${status}`;
};
