import type { GuildMember } from 'discord.js';

/** A member's roles without the one that everybody has, whose id is the server's. */
export const listRoles = ({ roles, guild }: GuildMember): string[] =>
  [...roles.cache.keys()].filter((id) => id !== guild.id);
