import type { Channel } from 'discord.js';

/** The language for everyone in a channel, which is its server's. Discord doesn't tell it for a direct message. */
export const readChannelLocale = (channel: Channel | undefined): string | undefined =>
  !channel || channel.isDMBased() ? undefined : channel.guild.preferredLocale;
