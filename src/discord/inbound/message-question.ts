import { type Message, MessageFlags, MessageType } from 'discord.js';
import { isBlank } from '../../base/blank.ts';
import { findRepliedMessage } from '../gateway/replied-messages.ts';
import { type Material, readForward, readOwnExtras, readQuotedMessage } from './quoted-message.ts';
import { makeVisibility } from './reference-visibility.ts';
import { nameReferences, type Visibility } from './references.ts';
import { readSentFiles } from './sent-files.ts';

/**
 * What a message asks the bot. `nothing`: it isn't for the bot, or was written by a bot, a webhook or Discord itself.
 * `unread`: it's for the bot, but Discord didn't deliver its words. Without the privileged intent, that is so for a reply
 * that doesn't ping, a reply to a slash command's answer, and a mention of the bot's role. `blank`: it has neither words
 * nor anything else. A voice message that is `unread` can't be edited to mention the bot.
 */
export type MessageQuestion =
  | { is: 'nothing' }
  | { is: 'unread'; isVoice: boolean }
  | { is: 'blank' }
  | ({ is: 'question'; text: string } & Material);

/** Reads what a message asks the bot, without the mention, and with names in place of ids as its writer sees them. */
export const readQuestion = (message: Message): MessageQuestion => {
  const { author, webhookId, type } = message;
  const isSaid = type === MessageType.Default || type === MessageType.Reply;
  // An event may lack fields that it should have.
  if (!author || author.bot || webhookId || !isSaid || !isForMe(message)) return { is: 'nothing' };
  if (message.inGuild() && isEmptied(message)) return { is: 'unread', isVoice: isVoiceMessage(message) };
  const { client, guild, channelId, member } = message;
  const seen = makeVisibility({ client, guild, channelId, user: author, member });
  const text = readText(message, seen);
  const { quotes, files } = readMaterial(message, seen);
  const isEmpty = isBlank(text) && quotes.length === 0 && files.length === 0;
  return isEmpty ? { is: 'blank' } : { is: 'question', text, quotes, files };
};

/** What came with a message: its own files first, then the message that it replies to or forwards, with its files. */
const readMaterial = (message: Message, seen: Visibility): Material => {
  const isVoice = isVoiceMessage(message);
  const own = readSentFiles(message.attachments?.values() ?? [], { of: 'question', isVoice });
  const replied = findRepliedMessage(message);
  const quoted = replied ? readQuotedMessage(replied, 'reply', seen) : readReference(message, seen);
  return { quotes: [...readOwnExtras(message, seen), ...quoted.quotes], files: [...own, ...quoted.files] };
};

/** What a message refers to that Discord didn't send along with it as a whole: a reply's message may be deleted, say. */
const readReference = (message: Message, seen: Visibility): Material => {
  if (message.type !== MessageType.Reply) return readForward(message, seen);
  const { repliedUser } = message.mentions;
  const from = repliedUser && { id: repliedUser.id, name: repliedUser.displayName };
  return { quotes: [{ is: 'reply', text: '', isHidden: true, ...(from && { from }) }], files: [] };
};

const readText = (message: Message, seen: Visibility): string => {
  const role = myRole(message);
  const mine = new RegExp(`<@!?${message.client.user.id}>${role ? `|<@&${role}>` : ''}`, 'g');
  const rest = (message.content ?? '').replaceAll(mine, ' ').replace(/[^\S\n]{2,}/g, ' ');
  return nameReferences(rest, seen).trim();
};

const isForMe = (message: Message): boolean => {
  const { client, mentions, type } = message;
  if (!message.inGuild()) return true;
  const isReply = type === MessageType.Reply && mentions.repliedUser?.id === client.user.id;
  return isReply || mentions.users.has(client.user.id) || myRole(message) !== undefined;
};

const isVoiceMessage = ({ flags }: Message): boolean => flags?.has(MessageFlags.IsVoiceMessage) ?? false;

/** Whether Discord removed the content, as it does from messages that a bot isn't allowed to read. */
const isEmptied = ({ content, attachments, stickers, poll, messageSnapshots }: Message): boolean =>
  !content && !attachments.size && !stickers.size && !poll && !messageSnapshots?.size;

/** The role that Discord made for the bot, if it's mentioned: people pick it from the same list as the bot itself. */
const myRole = ({ mentions, client }: Message): string | undefined =>
  mentions.roles.find(({ tags }) => tags?.botId === client.user.id)?.id;
