import { basename } from 'node:path';
import type { File } from '../world/discord/attachment.ts';
import type { Channel } from '../world/discord/channel.ts';
import type { Member } from '../world/discord/member.ts';
import type { Message } from '../world/discord/message.ts';
import { readRegular } from './regular-file.ts';
import { readSound } from './sound-file.ts';
import { makeVoiceNote } from './voice-note.ts';

/**
 * Something that a person sends. Messages are numbered from the newest, which is 1, back. A voice message replies to
 * Parley, and a forwarded message goes to Parley directly, because Parley would read neither of them otherwise.
 */
export type MessageDeed =
  | { is: 'says'; text: string; files?: readonly string[]; replyTo?: number }
  | { is: 'records'; file: string }
  | { is: 'forwards'; number: number };

/** The largest file that is sent: Discord’s own limit with Nitro, so that it’s Parley that says what’s too big. */
const MOST_BYTES = 500_000_000;

/** Reads a file as somebody uploads it. @throws an error that names the file and says why it isn't read. */
const readUpload = async (path: string): Promise<File> => ({
  name: basename(path),
  content: await readRegular(path, MOST_BYTES),
});

/** Reads the files of a command, by their options. @throws as {@link readUpload} does. */
export const readUploads = async (paths: Readonly<Record<string, string>>): Promise<Record<string, File>> => {
  const read = Object.entries(paths).map(async ([name, path]) => [name, await readUpload(path)] as const);
  return Object.fromEntries(await Promise.all(read));
};

/** The n-th message of a channel, counted from the newest. @throws an error that says how many there are. */
export const findMessage = ({ messages }: Channel, number: number): Message => {
  const found = messages.at(-number);
  if (found) return found;
  throw new Error(
    messages.length === 0
      ? 'There’s no message here yet.'
      : `There’s no message ${number} here: 1 is the newest, and ${messages.length} the oldest.`,
  );
};

/** Sends it. @throws an error that says why it can't be sent. */
export const sendMessage = async (deed: MessageDeed, member: Member, channel: Channel): Promise<Message> => {
  const { bot } = channel.world;
  switch (deed.is) {
    case 'says': {
      // Discord's apps find a name in upper or lower case.
      const text = deed.text.replace(new RegExp(`@${bot.name}\\b`, 'gi'), `@${bot.name}`);
      return member.says(text, {
        in: channel,
        ...(deed.files && { files: await Promise.all(deed.files.map(readUpload)) }),
        ...(deed.replyTo !== undefined && { replyTo: findMessage(channel, deed.replyTo) }),
      });
    }
    case 'records': {
      // Discord doesn't show the bot what replies to its answer to a command.
      const replyTo = channel.messages.findLast(({ author, interaction }) => author.id === bot.id && !interaction);
      if (!replyTo) throw new Error('A voice message replies to Parley, so mention Parley first: @Parley hello');
      const { ogg, seconds, waveform } = await makeVoiceNote(await readSound(deed.file));
      return member.sendsVoice(ogg, { in: channel, replyTo, durationSeconds: seconds, waveform });
    }
    case 'forwards':
      return member.forwards(findMessage(channel, deed.number), { in: member.dm });
  }
};

/** What a person reads whose message the bot can't read. */
export const explainUnread = (bot: string, { text, files }: Extract<MessageDeed, { is: 'says' }>): string => {
  const examples = files
    ? `“/send ${files.map(toTyped).join(', ')} @${bot} ${text || 'what is this?'}”`
    : `“@${bot} ${text}” or “/ask ${text}”`;
  return `(${bot} reads only what is said to it, such as ${examples}. This hint comes once.)`;
};

/** A path as it can be typed. */
const toTyped = (path: string): string => (/[\s,]/.test(path) ? `"${path}"` : path);
