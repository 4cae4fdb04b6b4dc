import type { Channel } from 'discord.js';
import type { Languages, Say } from '../../text/languages.ts';

/**
 * Speaks the language for everyone in a channel: the one that is set for it, or else its server's. Discord tells none of a direct
 * message.
 */
export const sayIn = (channel: Channel | undefined, languages: Languages): Say => {
  if (!channel) return languages.to(undefined);
  if (channel.isDMBased())
    return languages.in({ server: undefined, channel: channel.id, parent: undefined }, undefined);
  const parent = channel.isThread() ? (channel.parentId ?? undefined) : undefined;
  return languages.in({ server: channel.guildId, channel: channel.id, parent }, channel.guild.preferredLocale);
};
