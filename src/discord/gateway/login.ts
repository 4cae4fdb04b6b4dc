import { type Client, RateLimitError, type User } from 'discord.js';
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
import { logIn, logOut } from './gateway-client.ts';
import { makeInviteLink } from './invite-link.ts';
import { retryUntilFinal } from './retry.ts';

/** What a login needs. */
export type BotStartOptions = {
  token: string;
  /** Another REST endpoint; the client uses it too. */
  apiUrl?: string | undefined;
  /** The proxy for Discord, as people know it. */
  proxy?: string | undefined;
  guildId?: string | undefined;
  commands: RegisterOptions['commands'];
  /** What else must be right before the bot logs in. It rejects with what is wrong. */
  admitted?: Promise<unknown> | undefined;
  clock: Clock;
  log: Logger;
  observe?: Observe | undefined;
  /** Aborts to give up. */
  signal?: AbortSignal | undefined;
};

/** A bot that is logged in. `invite` is the link that adds it to a server, if it's in none. */
export type StartedBot = { user: User; registered: Registration; invite: string | undefined };

/**
 * Asks whose token it is, registers the commands, and logs in, in this order. Discord allows a thousand logins a day and
 * resets the token of a bot that needs more, and this way most mistakes show before a login is spent.
 *
 * @throws an error that says what to do; {@link ConfigError} if only the operator can fix it. The client is then logged
 *   out.
 */
export const registerAndLogIn = async (discord: Client, beginning: BotStartOptions): Promise<StartedBot> => {
  const { token, clock, log, signal, admitted } = beginning;
  try {
    const { application, registered } = await introduce(discord, beginning);
    await admitted;
    const { user, guilds } = await logIn(discord, token, { clock, log, signal }).catch((error) => {
      throw explainStartError(error, { ...beginning, gateway: discord.ws.gateway ?? undefined });
    });
    const isAlone = guilds.cache.size === 0 && application.servers === 0;
    return { user, registered, invite: isAlone ? makeInviteLink(application.id) : undefined };
  } catch (error) {
    await logOut(discord).catch(() => {});
    throw error;
  }
};

/** What is asked over REST, which costs no login. */
const introduce = async (discord: Client, beginning: BotStartOptions) => {
  const { token, guildId, commands, observe, clock, signal } = beginning;
  const { rest } = discord;
  let application: Application | undefined;
  const ask = async (attempt: AbortSignal) => {
    // The library forgets a token once it has been refused.
    rest.setToken(token);
    application ??= await identify(rest, attempt);
    return { application, registered: await register(rest, application.id, { commands, guildId, signal: attempt }) };
  };
  try {
    const asked = await retryUntilFinal(ask, {
      clock,
      signal,
      isFinal: (error) => error instanceof RateLimitError || explainDiscord(error, beginning).lasting,
    });
    observe?.({ is: 'commands', state: 'registered' });
    return asked;
  } catch (error) {
    throw explainStartError(error, { ...beginning, invite: application && makeInviteLink(application.id) });
  }
};

const explainStartError = (
  error: unknown,
  where: BotStartOptions & Pick<DiscordSetup, 'gateway' | 'invite'>,
): unknown => (where.signal?.aborted ? where.signal.reason : toStartError(explainDiscord(error, where), error));
