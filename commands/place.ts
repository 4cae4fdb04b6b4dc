import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';

/** Where every command works: in servers that invited the bot, and in direct messages with it. */
export const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};
