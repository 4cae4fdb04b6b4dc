import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';

/** Where most commands work: in servers that added the bot, and in direct messages with it. */
export const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** Where commands about voice channels work: only servers have them. */
export const IN_SERVERS = { ...EVERYWHERE, contexts: [InteractionContextType.Guild] };
