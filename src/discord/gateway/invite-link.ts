import { OAuth2Scopes, PermissionFlagsBits } from 'discord.js';

/** What Parley does in a server, as its owner is asked to allow it. README names them. */
const PERMISSIONS = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.SendMessagesInThreads,
  PermissionFlagsBits.AttachFiles,
  PermissionFlagsBits.ReadMessageHistory,
  PermissionFlagsBits.AddReactions,
  PermissionFlagsBits.Connect,
  PermissionFlagsBits.Speak,
  PermissionFlagsBits.RequestToSpeak,
  PermissionFlagsBits.SetVoiceChannelStatus,
];

/** The link by which people add an application, with all that Parley needs, to a server of theirs. */
export const makeInviteLink = (applicationId: string): string => {
  const scopes = [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join('+');
  const permissions = PERMISSIONS.reduce((all, one) => all | one, 0n);
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=${scopes}&permissions=${permissions}`;
};
