import { ApplicationFlags } from 'discord.js';
import type { Channel } from './channel.ts';
import { CommandKind, type RegisteredCommand } from './commands.ts';
import type { Discord } from './discord.ts';
import type { Member } from './member.ts';
import { bitsOf } from './permissions.ts';
import { type User, userPayload } from './user.ts';

/** The bot's own user as READY brings it. */
export const ownUserPayload = (bot: User) => ({ ...userPayload(bot), verified: true, mfa_enabled: false, email: null });

/** The bot's own user as GET /users/@me answers (Discord docs, resources/user). */
export const accountPayload = (bot: User) => ({ ...ownUserPayload(bot), locale: 'en-US', premium_type: 0 });

/** The application as Discord shows it to the bot (Discord docs, resources/application). */
export const applicationPayload = ({ bot, owner, mayReadContent, applicationFlags, policies, guilds }: Discord) => {
  const flags = applicationFlags | (mayReadContent ? ApplicationFlags.GatewayMessageContentLimited : 0);
  return {
    id: bot.id,
    name: bot.name,
    icon: null,
    description: '',
    type: null,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    owner: userPayload(owner),
    team: null,
    flags,
    flags_new: `${flags}`,
    ...policies,
    bot: userPayload(bot),
    approximate_guild_count: guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    redirect_uris: [],
    eligible_oauth2_scopes: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
  };
};

const SERVER = 0;
const DIRECT_MESSAGE = 1;

const mayUse = ({ default_member_permissions: needed }: RegisteredCommand, bits: bigint) => {
  if (needed === null || bits & bitsOf('admin')) return true;
  return needed !== '0' && (bits & BigInt(needed)) === BigInt(needed);
};

/** The command a member finds by a name in a channel. Throws a plain error if Discord's apps would not offer it. */
export const findCommand = (
  name: string,
  { type, channel, member }: { type: number; channel: Channel; member: Member },
): RegisteredCommand => {
  const { guild, world } = channel;
  const command = guild?.commands.find(name, type) ?? world.commands.find(name, type);
  if (!command) throw new Error(`${type === CommandKind.slash ? '/' : ''}${name} is not registered for ${channel}.`);
  const context = guild ? SERVER : DIRECT_MESSAGE;
  if (command.contexts && !command.contexts.includes(context)) throw new Error(`${name} is not offered in ${channel}.`);
  if (guild && !mayUse(command, channel.permissionsOf(member))) throw new Error(`${member.name} may not use ${name}.`);
  return command;
};
