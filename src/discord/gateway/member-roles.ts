import { type GuildMember, PermissionFlagsBits, type PermissionsBitField } from 'discord.js';
import type { Power } from '../../base/inbound.ts';

/** A member's roles without the one that everybody has, whose id is the server's. */
export const listRoles = ({ roles, guild }: GuildMember): string[] =>
  [...roles.cache.keys()].filter((id) => id !== guild.id);

const POWERS: Readonly<Record<Power, bigint>> = {
  administrator: PermissionFlagsBits.Administrator,
  'manage-server': PermissionFlagsBits.ManageGuild,
  'manage-channel': PermissionFlagsBits.ManageChannels,
};

/** What somebody may do with these permissions; nothing if Discord didn't say which they have. An administrator may do all. */
export const listPowers = (permissions: Readonly<PermissionsBitField> | null | undefined): Power[] =>
  (Object.keys(POWERS) as Power[]).filter((power) => permissions?.has(POWERS[power]));
