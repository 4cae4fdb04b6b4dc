import { DiscordAPIError } from 'discord.js';

/** The JSON error codes of Discord that this program depends on (Discord docs, topics/opcodes-and-status-codes). */
export const DiscordErrorCode = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  explicitContent: 20009,
  slowmode: 20016,
  channelWriteLimit: 20028,
  tooManyEdits: 30046,
  tooLarge: 40005,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  foreignMessage: 50005,
  emptyMessage: 50006,
  closedToMessages: 50007,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  archivedThread: 50083,
  voiceWithContent: 50159,
  voiceWithoutAudio: 50160,
  voiceWithoutMetadata: 50161,
  noVoiceMessages: 50173,
  lockedThread: 160005,
  autoModeration: 200000,
  harmfulLink: 240000,
} as const;

/** The codes for a token that is no longer valid. */
export const TOKEN_GONE_CODES = [
  DiscordErrorCode.invalidWebhookToken,
  DiscordErrorCode.unknownWebhook,
  DiscordErrorCode.unknownInteraction,
];

/** Whether Discord itself refused, so that another try is useless. Everything else is a network failure that may pass. */
export const isRefusal = (error: unknown): error is DiscordAPIError =>
  error instanceof DiscordAPIError && error.status < 500;

/** Whether Discord refused with one of these codes. */
export const isRefusedWith = (error: unknown, ...codes: readonly number[]): error is DiscordAPIError =>
  isRefusal(error) && codes.some((code) => code === error.code);

/**
 * What the log may contain of an error. discord.js puts the request into its errors: its URL, which contains an
 * interaction's token, and its body, which contains what people and the model said.
 */
export const toLoggable = (error: unknown): unknown => {
  if (!(error instanceof Error) || !('requestBody' in error)) return error;
  const { name, message, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  const status = 'status' in error ? error.status : undefined;
  const method = 'method' in error ? error.method : undefined;
  return { type: name, message, code, status, method, stack };
};
