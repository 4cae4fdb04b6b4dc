import { type Message, MessageFlags, type RawFile, type RepliableInteraction, Routes } from 'discord.js';
import { UserError } from '../../base/errors.ts';
import type { VoiceMessage } from '../../media/out/voice-message.ts';
import type { Say } from '../../text/languages.ts';
import { DiscordErrorCode, isRefusal, isRefusedWith, TOKEN_GONE_CODES } from '../gateway/api-errors.ts';

/** Where a sound goes: to what was asked by an interaction, or into the channel of a message. */
export type SoundTarget = RepliableInteraction | Pick<Message, 'client' | 'channelId'>;

/** Who gets a sound: only the person, or everyone in the channel. `say` speaks their language. */
export type SoundReaders = { isPrivate: boolean; say: Say };

/** Discord takes no voice message here, or not this one. As an ordinary file it may still pass. */
const NO_VOICE_CODES = [
  DiscordErrorCode.voiceWithContent,
  DiscordErrorCode.voiceWithoutAudio,
  DiscordErrorCode.voiceWithoutMetadata,
  DiscordErrorCode.noVoiceMessages,
  DiscordErrorCode.missingPermissions,
];

const OGG = 'audio/ogg';

/**
 * Sends a voice message as a further reply to an interaction that has been answered, or after the answer to a message. If Discord takes no voice messages
 * there, the same sound is sent as a file.
 *
 * discord.js would say of the file that it's `application/ogg`, from its first bytes, and Discord ignores the duration and
 * the waveform of whatever isn't `audio/…` (discord-api-docs issue 7153). So this request is our own.
 *
 * @throws UserError if Discord refuses the file too; the network's error
 */
export const sendVoice = async (
  to: SoundTarget,
  { ogg: data, seconds, waveform }: VoiceMessage,
  readers: SoundReaders,
): Promise<void> => {
  const flags = MessageFlags.IsVoiceMessage | (readers.isPrivate ? MessageFlags.Ephemeral : 0);
  const name = 'voice-message.ogg';
  const attachments = [{ id: '0', filename: name, duration_secs: seconds, waveform }];
  try {
    await send(to, { body: { flags, attachments }, files: [{ name, data, contentType: OGG }] }, readers);
  } catch (error) {
    if (!isRefusedWith(error, ...NO_VOICE_CODES)) throw error;
    await sendSound(to, { name: 'answer.ogg', data, type: OGG }, readers, 'listen.as-file');
  }
};

/** A sound as an ordinary file. */
export type SoundFile = { name: string; data: Buffer; type: string };

/**
 * Sends a sound as an ordinary file, where a voice message would go.
 *
 * @throws UserError if Discord refuses it; the network's error
 */
export const sendSound = async (
  to: SoundTarget,
  { name, data, type: contentType }: SoundFile,
  readers: SoundReaders,
  why?: 'listen.as-file',
): Promise<void> => {
  const body = {
    ...(why && { content: readers.say({ code: why }) }),
    allowed_mentions: { parse: [] },
    flags: readers.isPrivate ? MessageFlags.Ephemeral : 0,
    attachments: [{ id: '0', filename: name }],
  };
  try {
    await send(to, { body, files: [{ name, data, contentType }] }, readers);
  } catch (error) {
    if (isRefusal(error)) throw new UserError({ code: 'listen.refused' }, { cause: error });
    throw error;
  }
};

/** Sends a message as a further reply; for everyone, when the interaction's 15 minutes are over, into its channel. */
const send = async (
  to: SoundTarget,
  request: { body: object; files: RawFile[] },
  { isPrivate }: SoundReaders,
): Promise<void> => {
  if (!('token' in to)) {
    await to.client.rest.post(Routes.channelMessages(to.channelId), request);
    return;
  }
  const { client, applicationId, token, channelId } = to;
  try {
    await client.rest.post(Routes.webhook(applicationId, token), { auth: false, ...request });
  } catch (error) {
    if (isPrivate || channelId === null || !isRefusedWith(error, ...TOKEN_GONE_CODES)) throw error;
    await client.rest.post(Routes.channelMessages(channelId), request);
  }
};
