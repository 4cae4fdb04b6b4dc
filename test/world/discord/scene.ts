import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js';
import { type Beginning, Discord } from './discord.ts';

const { Guilds, GuildMessages, DirectMessages, GuildVoiceStates } = GatewayIntentBits;

/** Logs the real discord.js in to a world; the client goes with the test. */
export const login = async (
  t: TestContext,
  discord: Discord,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> => {
  const client: Client<boolean> = new Client({
    intents: [Guilds, GuildMessages, DirectMessages, GuildVoiceStates],
    partials: [Partials.Channel],
    ...options,
    rest: { api: discord.api, offset: 0, ...options.rest },
  });
  t.after(() => client.destroy());
  const ready = once(client, Events.ClientReady);
  await client.login(discord.token);
  await ready;
  if (!client.isReady()) throw new Error('discord.js is not ready although it said so');
  return client;
};

/** A world with one server, one channel, one member and discord.js in it; all of it goes with the test. */
export const scene = async (t: TestContext, beginning: Beginning & { client?: Partial<ClientOptions> } = {}) => {
  const discord = await Discord.listen(beginning);
  t.after(() => discord.close());
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const client = await login(t, discord, beginning.client);
  return { discord, guild, general, ada, client };
};
