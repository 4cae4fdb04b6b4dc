import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';

/** Where most commands work: in servers that invited the bot, and in direct messages with it. */
export const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** Where commands about voice channels work: a direct message has none. */
export const IN_SERVERS = { ...EVERYWHERE, contexts: [InteractionContextType.Guild] };
