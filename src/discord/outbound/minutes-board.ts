import { ChannelType, type Client, type Message, PermissionFlagsBits, type SendableChannels } from 'discord.js';
import type { Logger } from 'pino';
import type { Languages, Say } from '../../text/languages.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { findWritableChannel } from '../gateway/writable-channel.ts';
import { sayIn } from './channel-language.ts';
import { type MessageContent, toCreatePayload } from './reply-target.ts';

/**
 * A recap that everyone in a channel reads. `nonce` keeps Discord from making two of the same, and has at most 20 characters.
 * `thread` is the name of the thread that it's written in, and the message that the thread begins with.
 */
export type PostedMinutes = {
  nonce: string;
  content: string;
  files?: readonly { name: string; text: string }[];
  thread?: { name: string; opening: string } | undefined;
  pin: boolean;
};

/** Where recaps of a channel's calls are posted, in the language of its readers. */
export type MinutesBoard = {
  locale: string | undefined;
  say: Say;
  /** @throws Discord's error if it takes nothing of it */
  post(minutes: PostedMinutes): Promise<void>;
};

type BoardMeans = { languages: Languages; log: Logger };

/** A thread rests after a day without a message, in minutes. */
const RESTS_AFTER = 1_440;

/** @throws Discord's error if the channel is gone, or an error if nobody can write there */
export const openMinutesBoard = async (
  client: Client,
  id: string,
  { languages, log }: BoardMeans,
): Promise<MinutesBoard> => {
  const channel = await findWritableChannel(client, id);
  return {
    locale: channel.isDMBased() ? undefined : channel.guild.preferredLocale,
    say: sayIn(channel, languages),
    post: (minutes) => post(channel, minutes, log.child({ channel: id })),
  };
};

/** Only a channel for texts can have a thread that begins with a message. */
const canHaveThread = ({ type }: SendableChannels): boolean =>
  type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement;

const post = async (channel: SendableChannels, minutes: PostedMinutes, log: Logger): Promise<void> => {
  const { nonce, content, files = [], thread, pin } = minutes;
  const head =
    thread && canHaveThread(channel)
      ? await channel.send(toCreatePayload({ content: thread.opening }, nonce))
      : undefined;
  const inThread = head && thread && (await openThread(head, thread.name, log));
  const target = inThread || channel;
  const name = head ? `${nonce}:t` : nonce;
  const send = async (sheet: MessageContent): Promise<Message> => target.send(toCreatePayload(sheet, name));
  const sendWhole = () => send(files.length > 0 ? { content, files: [...files] } : { content });
  // A file may be refused where a message isn't.
  const sent = await sendWhole().catch((error: unknown) => {
    if (files.length === 0) throw error;
    return send({ content });
  });
  if (pin) await pinMessage(head ?? sent, log);
};

const openThread = async (head: Message, name: string, log: Logger) => {
  if (head.thread) return head.thread;
  try {
    return await head.startThread({ name, autoArchiveDuration: RESTS_AFTER });
  } catch (error) {
    log.info(
      { event: 'minutes.no_thread', err: toLoggable(error) },
      'a thread for the recap of a call could not be opened, so it is posted in the channel',
    );
    return undefined;
  }
};

/** Pins a message, if Parley may. That's a permission of its own, which managing messages doesn't bring (Discord, 2026-02-23). */
const pinMessage = async (message: Message, log: Logger): Promise<void> => {
  const { channel, client } = message;
  if (!channel.isDMBased() && !channel.permissionsFor(client.user)?.has(PermissionFlagsBits.PinMessages)) return;
  await message
    .pin()
    .catch((error: unknown) =>
      log.info({ event: 'minutes.not_pinned', err: toLoggable(error) }, 'the recap of a call could not be pinned'),
    );
};
