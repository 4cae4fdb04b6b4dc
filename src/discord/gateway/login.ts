import { createHash } from 'node:crypto';
import { type Client, RateLimitError, type REST, type RESTGetAPIGatewayBotResult, Routes } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { toStartError } from '../../base/diagnosis.ts';
import type { Observe } from '../../base/events.ts';
import {
  type Application,
  identify,
  type RegisterOptions,
  type Registration,
  register,
} from './command-registration.ts';
import { type DiscordSetup, explainDiscord } from './discord-faults.ts';
import { logIn } from './gateway-client.ts';
import { makeInviteLink } from './invite-link.ts';
import { retryUntilFinal } from './retry.ts';

/** Whose login it is, and what its mistakes are explained by. */
export type BotCredentials = {
  token: string;
  /** Another REST endpoint; the client uses it too. */
  apiUrl?: string | undefined;
  /** The proxy for Discord, as people know it. */
  proxy?: string | undefined;
  /** Whether the client asks for the words of all messages. */
  readsContent?: boolean | undefined;
  /** The only server to register commands in. */
  guildId?: string | undefined;
  /** Has another process register the same commands if there is one; see `SharedRegistration`. */
  registerOnce?: RegisterOnce | undefined;
  /** Aborts to give up starting. */
  signal: AbortSignal;
};

/** The ids of the commands that `key` names, which `register` registers if nobody else has. */
type RegisterOnce = (
  key: string,
  register: () => Promise<ReadonlyMap<string, string>>,
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, string>>;

/**
 * Asks whose token it is and registers the commands. This is done first, because Discord allows a thousand logins a day
 * and resets the token of a bot that needs more, while these requests cost none and show most mistakes.
 *
 * @throws an error that says what to do; {@link ConfigError} if only the operator can fix it.
 */
export const registerBot = async (
  { rest }: Client,
  options: BotCredentials & Pick<RegisterOptions, 'commands'> & { clock: Clock; observe: Observe },
): Promise<{ application: Application; registration: Registration }> => {
  const { token, guildId, commands, observe, registerOnce } = options;
  let application: Application | undefined;
  const ask = async (attempt: AbortSignal) => {
    // The library forgets a token once it has been refused.
    rest.setToken(token);
    application ??= await identify(rest, attempt);
    const { id } = application;
    let is: Registration['is'] = 'unchanged';
    const registerHere = async () => {
      const registration = await register(rest, id, { commands, guildId, signal: attempt });
      is = registration.is;
      return registration.ids;
    };
    const key = createHash('sha256')
      .update(JSON.stringify([id, guildId, commands]))
      .digest('base64url');
    const ids = await (registerOnce?.(key, registerHere, attempt) ?? registerHere());
    return { application, registration: { is, ids } };
  };
  try {
    const asked = await retryUntilExplained(ask, options);
    observe({ is: 'commands', state: 'registered' });
    return asked;
  } catch (error) {
    throw explainStartError(error, { ...options, invite: application && makeInviteLink(application.id) });
  }
};

/**
 * How many shards Discord recommends. Only after {@link registerBot}.
 *
 * @throws as {@link registerBot} does.
 */
export const readShardCount = async (rest: REST, options: BotCredentials & { clock: Clock }): Promise<number> => {
  const ask = async (signal: AbortSignal) =>
    ((await rest.get(Routes.gatewayBot(), { signal })) as RESTGetAPIGatewayBotResult).shards;
  return retryUntilExplained(ask, options).catch((error) => {
    throw explainStartError(error, options);
  });
};

/**
 * Logs in. Resolves to the number of servers that the bot is in, and to the link that adds it to one if it's in none.
 *
 * @throws as {@link registerBot} does.
 */
export const logInBot = async (
  client: Client,
  application: Application,
  options: BotCredentials & { clock: Clock; log: Logger },
): Promise<{ guilds: number; invite: string | undefined }> => {
  const { guilds } = await logIn(client, options.token, options).catch((error) => {
    throw explainStartError(error, { ...options, gateway: client.ws.gateway ?? undefined });
  });
  const { size } = guilds.cache;
  const isAlone = size === 0 && application.servers === 0;
  return { guilds: size, invite: isAlone ? makeInviteLink(application.id) : undefined };
};

/** Tries again what another try may mend. */
const retryUntilExplained = <T>(
  ask: (attempt: AbortSignal) => Promise<T>,
  options: BotCredentials & { clock: Clock },
): Promise<T> =>
  retryUntilFinal(ask, {
    ...options,
    isFinal: (error) => error instanceof RateLimitError || explainDiscord(error, options).lasting,
  });

const explainStartError = (
  error: unknown,
  where: BotCredentials & Pick<DiscordSetup, 'gateway' | 'invite'>,
): unknown => (where.signal.aborted ? where.signal.reason : toStartError(explainDiscord(error, where), error));
