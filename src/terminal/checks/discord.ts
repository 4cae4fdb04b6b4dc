import { once } from 'node:events';
import {
  type APIUser,
  ApplicationFlagsBitField,
  DiscordAPIError,
  REST,
  type RESTGetAPIApplicationCommandsResult,
  type RESTGetAPIGatewayBotResult,
  type RESTGetCurrentApplicationResult,
  Routes,
} from 'discord.js';
import type { Config } from '../../config.ts';
import type { Check, Finding, Tools } from '../check.ts';

const NEEDS = ['DISCORD_TOKEN', 'DISCORD_API_URL'];

const REACH = 'Check the network, the firewall and, if it is set, DISCORD_API_URL.';

const TOKEN =
  'Copy the token again from https://discord.com/developers/applications: your application, page "Bot", ' +
  '"Reset Token"; put it into DISCORD_TOKEN.';

/** Asks once, so that a failure is seen as it is. */
const rest = ({ discordToken, discordApiUrl }: Config): REST =>
  new REST({ version: '10', retries: 0, ...(discordApiUrl && { api: discordApiUrl }) }).setToken(discordToken);

/** Asks Discord with the token; an answer 401 is about the token whatever was asked. */
const ask = async (
  { config, signal }: Tools,
  look: (get: <T>(route: `/${string}`) => Promise<T>) => Promise<Finding>,
): Promise<Finding> => {
  const from = rest(config);
  try {
    return await look(async <T>(route: `/${string}`) => (await from.get(route, { signal })) as T);
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.status !== 401) throw error;
    return { ok: false, seen: 'Discord does not accept the token', remedy: TOKEN };
  }
};

const token: Check = {
  name: 'Discord token',
  needs: NEEDS,
  remedy: REACH,
  run: (tools) =>
    ask(tools, async (get) => {
      const { username, id, bot } = await get<APIUser>(Routes.user());
      if (bot) return { ok: true, seen: `the bot ${username} (${id})` };
      return { ok: false, seen: `${username} is no bot`, remedy: TOKEN };
    }),
};

/** Switches of the page "Bot", each of which has a second flag for applications in few servers. */
const PRIVILEGED = {
  GatewayMessageContent: 'Message Content',
  GatewayGuildMembers: 'Server Members',
  GatewayPresence: 'Presence',
};

const intents: Check = {
  name: 'Discord intents',
  needs: NEEDS,
  remedy: REACH,
  run: (tools) =>
    ask(tools, async (get) => {
      const { flags = 0 } = await get<RESTGetCurrentApplicationResult>(Routes.currentApplication());
      const set = new ApplicationFlagsBitField(flags).toArray().map((flag) => flag.replace(/Limited$/, ''));
      const on = Object.entries(PRIVILEGED).flatMap(([flag, name]) => (set.some((one) => one === flag) ? [name] : []));
      const extra = on.length > 0 ? `; ${on.join(', ')} could be switched off` : '';
      return { ok: true, seen: `no privileged intent is needed${extra}` };
    }),
};

const commands: Check = {
  name: 'Discord commands',
  needs: [...NEEDS, 'COMMANDS_GUILD_ID'],
  remedy: REACH,
  run: (tools) =>
    ask(tools, async (get) => {
      const { id } = await get<RESTGetCurrentApplicationResult>(Routes.currentApplication());
      const guild = tools.config.commandsGuildId;
      const route = guild ? Routes.applicationGuildCommands(id, guild) : Routes.applicationCommands(id);
      const names = (await get<RESTGetAPIApplicationCommandsResult>(route)).map(({ name, type }) =>
        type === 1 ? `/${name}` : name,
      );
      return { ok: true, seen: names.length > 0 ? names.join(' ') : 'none yet; "npm start" registers them' };
    }),
};

/** The gateway's first message (Discord docs, events/gateway, "Hello event"). */
const HELLO = 10;

const gateway: Check = {
  name: 'Discord gateway',
  needs: NEEDS,
  remedy: `${REACH} Outgoing WebSockets must be allowed.`,
  run: (tools) =>
    ask(tools, async (get) => {
      const { url, session_start_limit: starts } = await get<RESTGetAPIGatewayBotResult>(Routes.gatewayBot());
      await greeted(url, tools.signal);
      const left = `${starts.remaining} of ${starts.total} logins left today`;
      if (starts.remaining > 0) return { ok: true, seen: `answers; ${left}` };
      const remedy = 'Wait until tomorrow, and find out what restarts the bot so often.';
      return { ok: false, seen: left, remedy };
    }),
};

/** Resolves when the gateway greets; that costs no login. */
const greeted = async (url: string, signal: AbortSignal): Promise<void> => {
  const socket = new WebSocket(`${url}?v=10&encoding=json`);
  try {
    const [event] = await Promise.race(['message', 'close'].map((name) => once(socket, name, { signal })));
    if (!(event instanceof MessageEvent)) throw new Error('the gateway closes the connection or cannot be reached');
    if (JSON.parse(String(event.data)).op !== HELLO) throw new Error('the gateway does not greet as Discord does');
  } finally {
    socket.close();
  }
};

/** What the bot needs of Discord. */
export const discord: readonly Check[] = [token, intents, commands, gateway];
