import {
  ApplicationFlags,
  type RESTGetAPIApplicationCommandsResult,
  type RESTGetAPICurrentUserGuildsResult,
  Routes,
} from 'discord.js';
import { GRANT_CONTENT } from '../../discord/gateway/discord-faults.ts';
import { makeInviteLink } from '../../discord/gateway/invite-link.ts';
import type { Check, Tools } from '../check.ts';
import { askApplication, askDiscord, common, type Get } from './discord-requests.ts';
import { gateway, sessions } from './gateway-check.ts';
import { token } from './token-check.ts';

/** Switches of the page "Bot", and the flags that show them. The second flag is for applications in few servers. */
const PRIVILEGED = {
  'Message Content': [ApplicationFlags.GatewayMessageContent, ApplicationFlags.GatewayMessageContentLimited],
  'Server Members': [ApplicationFlags.GatewayGuildMembers, ApplicationFlags.GatewayGuildMembersLimited],
  Presence: [ApplicationFlags.GatewayPresence, ApplicationFlags.GatewayPresenceLimited],
};

type PrivilegedIntent = keyof typeof PRIVILEGED;

const intents: Check = {
  ...common,
  name: 'Discord intents',
  needs: [...common.needs, 'MESSAGE_CONTENT'],
  after: [token],
  run: (tools) =>
    askDiscord(tools, async () => {
      // The old field has no room for newer flags.
      const { flags = 0, flags_new = `${flags}` } = await askApplication(tools);
      const set = BigInt(flags_new);
      const all = Object.keys(PRIVILEGED) as PrivilegedIntent[];
      const granted = all.filter((name) => PRIVILEGED[name].some((bit) => (set & BigInt(bit)) !== 0n));
      const needed: readonly PrivilegedIntent[] = tools.config.messageContent ? ['Message Content'] : [];
      if (needed.some((name) => !granted.includes(name)))
        return {
          ok: false,
          seen: 'MESSAGE_CONTENT is on, but Discord doesn’t let this application read what people write',
          remedy: GRANT_CONTENT,
        };
      const names = granted.filter((name) => !needed.includes(name)).join(', ');
      const seen = needed.length > 0 ? 'Message Content is granted' : 'no privileged intent is needed';
      return { ok: true, seen: `${seen}${names && `; ${names} could be switched off`}` };
    }),
};

const policies: Check = {
  ...common,
  name: 'Discord policies',
  after: [token],
  run: (tools) =>
    askDiscord(tools, async () => {
      const { privacy_policy_url, terms_of_service_url } = await askApplication(tools);
      const missing = [
        ...(privacy_policy_url ? [] : ['privacy policy']),
        ...(terms_of_service_url ? [] : ['terms of service']),
      ];
      if (missing.length === 0) return { ok: true, seen: 'privacy policy and terms of service are linked' };
      const remedy =
        'People should be able to read what happens to what they say. Publish docs/PRIVACY.md and docs/TERMS.md, with your ' +
        'name and address added, and fill in their links on the page "General Information" at ' +
        'https://discord.com/developers/applications.';
      return { ok: 'note', seen: `the application has no link to its ${missing.join(' and ')}`, remedy };
    }),
};

/** How many servers are named if one of them has to be chosen. */
const MOST_NAMED = 10;

/** Whether the bot is in a server. Discord lists the servers after an id, so this asks for just this one. */
const isIn = async (get: Get, guildId: string): Promise<boolean> => {
  const query = { after: `${BigInt(guildId) - 1n}`, limit: '1' };
  const [next] = await get<RESTGetAPICurrentUserGuildsResult>(Routes.userGuilds(), query);
  return next?.id === guildId;
};

const servers: Check = {
  ...common,
  name: 'Discord servers',
  needs: [...common.needs, 'COMMANDS_GUILD_ID'],
  after: [token],
  run: (tools) =>
    askDiscord(tools, async (get) => {
      const guildId = tools.config.commandsGuildId;
      const all = await get<RESTGetAPICurrentUserGuildsResult>(Routes.userGuilds(), { limit: '200' });
      const some = all.slice(0, MOST_NAMED).map(({ id, name }) => `${name} (${id})`);
      const invite = `Add the bot to a server with this link: ${await inviteTo(tools)}`;
      if (guildId && !(await isIn(get, guildId))) {
        const other = some.length > 0 ? `Set COMMANDS_GUILD_ID to one of ${some.join(', ')}, or empty it. ` : '';
        const seen = `the bot isn’t in the server ${guildId}, which COMMANDS_GUILD_ID names`;
        return { ok: false, seen, remedy: `${other}${invite}` };
      }
      if (all.length === 0) return { ok: 'note', seen: 'the bot isn’t in any server yet', remedy: invite };
      return { ok: true, seen: all.length > 1 ? `${all.length === 200 ? 'at least 200' : all.length}` : `${some[0]}` };
    }),
};

const inviteTo = async (tools: Tools): Promise<string> => makeInviteLink((await askApplication(tools)).id);

const commands: Check = {
  ...common,
  name: 'Discord commands',
  needs: [...common.needs, 'COMMANDS_GUILD_ID'],
  after: [token, servers],
  run: (tools) =>
    askDiscord(
      tools,
      async (get) => {
        const { id } = await askApplication(tools);
        const guild = tools.config.commandsGuildId;
        const route = guild ? Routes.applicationGuildCommands(id, guild) : Routes.applicationCommands(id);
        const names = (await get<RESTGetAPIApplicationCommandsResult>(route)).map(({ name, type }) =>
          type === 1 ? `/${name}` : name,
        );
        return { ok: true, seen: names.length > 0 ? names.join(' ') : 'none yet; "npm start" registers them' };
      },
      () => inviteTo(tools),
    ),
};

/** What the bot needs of Discord. */
export const discord: readonly Check[] = [token, intents, policies, servers, commands, sessions, gateway];
