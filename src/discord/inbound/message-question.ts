import { type Message, MessageType } from 'discord.js';
import { isBlank } from '../../base/blank.ts';
import { makeVisibility } from './reference-visibility.ts';
import { nameReferences } from './references.ts';

/**
 * What a message asks the bot. `nothing`: it isn't for the bot, or was written by a bot, a webhook or Discord itself.
 * `unread`: it's for the bot, but Discord didn't deliver its words. Without the privileged intent, that is so for a reply
 * that doesn't ping, a reply to a slash command's answer, and a mention of the bot's role. `blank`: it has no words.
 */
export type MessageQuestion = { is: 'nothing' } | { is: 'unread' } | { is: 'blank' } | { is: 'question'; text: string };

/** The model reads this; otherwise it would describe a picture that it never got. */
const UNSEEN = '(A picture, file or the like came with this message. You cannot see it.)';

/** Reads what a message asks the bot, without the mention, and with names in place of ids as its writer sees them. */
export const readQuestion = (message: Message): MessageQuestion => {
  const { author, webhookId, type } = message;
  const isSaid = type === MessageType.Default || type === MessageType.Reply;
  // An event may lack fields that it should have.
  if (!author || author.bot || webhookId || !isSaid || !isForMe(message)) return { is: 'nothing' };
  if (message.inGuild() && isEmptied(message)) return { is: 'unread' };
  const text = textOf(message);
  if (isBlank(text)) return { is: 'blank' };
  return { is: 'question', text: hasMore(message) ? `${text} ${UNSEEN}` : text };
};

const textOf = (message: Message): string => {
  const { client, guild, channelId, author: user, member } = message;
  const role = myRole(message);
  const mine = new RegExp(`<@!?${client.user.id}>${role ? `|<@&${role}>` : ''}`, 'g');
  const rest = (message.content ?? '').replaceAll(mine, ' ').replace(/[^\S\n]{2,}/g, ' ');
  return nameReferences(rest, makeVisibility({ client, guild, channelId, user, member })).trim();
};

const isForMe = (message: Message): boolean => {
  const { client, mentions, type } = message;
  if (!message.inGuild()) return true;
  const isReply = type === MessageType.Reply && mentions.repliedUser?.id === client.user.id;
  return isReply || mentions.users.has(client.user.id) || myRole(message) !== undefined;
};

/** Whether Discord removed the content, as it does from messages that a bot isn't allowed to read. */
const isEmptied = (message: Message): boolean => !message.content && !hasMore(message);

/** Whether a message has something besides words: files, stickers, a poll, or a forwarded message. */
export const hasMore = ({ attachments, stickers, poll, messageSnapshots }: Message): boolean =>
  attachments.size > 0 || stickers.size > 0 || Boolean(poll) || Boolean(messageSnapshots?.size);

/** The role that Discord made for the bot, if it's mentioned: people pick it from the same list as the bot itself. */
const myRole = ({ mentions, client }: Message): string | undefined =>
  mentions.roles.find(({ tags }) => tags?.botId === client.user.id)?.id;
