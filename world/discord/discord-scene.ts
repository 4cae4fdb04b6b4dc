import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js';
import { Discord, type DiscordOptions } from './discord.ts';

const { Guilds, GuildMessages, DirectMessages, GuildVoiceStates } = GatewayIntentBits;

/** Logs in to the world with the real discord.js; resolves when it is ready. */
type Login = (options?: Partial<ClientOptions>) => Promise<Client<true>>;

/**
 * A world that goes with the test. Its clients go first, and a test must not end while one of them reconnects or
 * identifies: discord.js 14.28.1 then goes on reconnecting after `destroy()`, and the process never ends.
 */
export const openDiscord = async (
  t: TestContext,
  beginning: DiscordOptions = {},
): Promise<{ discord: Discord; login: Login }> => {
  const discord = await Discord.listen({ visitor: 'any', ...beginning });
  const clients: Client<boolean>[] = [];
  t.after(async () => {
    await Promise.all(clients.map((client) => client.destroy()));
    await discord.close();
  });
  const login: Login = async (options = {}) => {
    const client: Client<boolean> = new Client({
      intents: [Guilds, GuildMessages, DirectMessages, GuildVoiceStates],
      partials: [Partials.Channel],
      ...options,
      rest: { api: discord.api, offset: 0, ...options.rest },
    });
    clients.push(client);
    const ready = once(client, Events.ClientReady);
    await client.login(discord.token);
    await ready;
    if (!client.isReady()) throw new Error('discord.js is not ready although it said so');
    return client;
  };
  return { discord, login };
};

/** A world with one server, one channel, one member and discord.js in it; all of it goes with the test. */
export const scene = async (t: TestContext, beginning: DiscordOptions & { client?: Partial<ClientOptions> } = {}) => {
  const { discord, login } = await openDiscord(t, beginning);
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const client = await login(beginning.client);
  return { discord, guild, general, ada, client };
};
