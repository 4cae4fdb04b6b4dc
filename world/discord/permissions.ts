import { PermissionFlagsBits, PermissionsBitField, type PermissionsString } from 'discord.js';

/** Permissions as a test names them: bits, names, or everything. */
export type Permissions = bigint | 'admin' | PermissionsString | readonly PermissionsString[];

/** The bits of named permissions. */
export const bitsOf = (permissions: Permissions): bigint => {
  if (typeof permissions === 'bigint') return permissions;
  return PermissionsBitField.resolve(permissions === 'admin' ? 'Administrator' : permissions);
};

/** What a new server lets everyone do; nothing that moderates others. */
export const ORDINARY = bitsOf([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseExternalEmojis',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'SendVoiceMessages',
  'SendPolls',
  'ChangeNickname',
  'Connect',
  'Speak',
  'UseVAD',
  'RequestToSpeak',
]);

/** What an application may do in a direct message. */
export const IN_DIRECT_MESSAGES = bitsOf([
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseExternalEmojis',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'SendVoiceMessages',
]);

/** An exception that a channel makes for one member or role. */
export type Overwrite = { id: string; type: 0 | 1; allow: bigint; deny: bigint };

/** All permissions there are. */
export const ALL = PermissionsBitField.All;

/** Applies a channel's exceptions for one member (Discord docs, topics/permissions, "Permission overwrites"). */
export const applyOverwrites = (base: bigint, overwrites: readonly Overwrite[]): bigint => {
  if (base & PermissionFlagsBits.Administrator) return ALL;
  return overwrites.reduce((bits, { allow, deny }) => (bits & ~deny) | allow, base);
};
