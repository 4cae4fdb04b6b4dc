import { type GuildMember, type Message, MessageFlags, MessageType } from 'discord.js';
import { isBlank } from '../../base/blank.ts';
import { findRepliedMessage } from '../gateway/replied-messages.ts';
import { type Earshot, findCalling, findOwnRole } from './earshot.ts';
import { type Material, readForward, readOwnExtras, readQuotedMessage } from './quoted-message.ts';
import { makeVisibility } from './reference-visibility.ts';
import { nameReferences, type Visibility } from './references.ts';
import { readSentFiles } from './sent-files.ts';

/**
 * What a message asks the bot. `nothing`: it isn't for the bot, or was written by a bot or a webhook that isn't heard, or
 * by Discord itself. `unread`: it's for the bot, but Discord didn't deliver its words. Without the privileged intent, that is so for a reply
 * that doesn't ping, a reply to a slash command's answer, and a mention of the bot's role. `blank`: it has neither words
 * nor anything else. A voice message that is `unread` can't be edited to mention the bot.
 */
export type MessageQuestion =
  | { is: 'nothing' }
  | { is: 'unread'; isVoice: boolean }
  | { is: 'blank' }
  | ({ is: 'question'; text: string } & Material);

/**
 * How a message is read: what counts as said to Parley here, whether this bot or webhook is heard at all, and through whose
 * eyes, if not its author's: a webhook sees nobody's name.
 */
export type ReadingRules = { earshot?: Earshot | undefined; hearsBots?: boolean; viewer?: GuildMember | undefined };

/** Whether a message is one that somebody wrote: not one by Discord, and not one of Parley's own. */
export const isWritten = ({ author, type, client }: Message): boolean =>
  // An event may lack fields that it should have.
  author != null && author.id !== client.user.id && (type === MessageType.Default || type === MessageType.Reply);

/** Whether a message comes from a bot or a webhook. */
export const isAutomatic = ({ author, webhookId }: Message): boolean => author.bot || webhookId !== null;

/** Reads what a message asks the bot, without the mention, and with names in place of ids as its writer sees them. */
export const readQuestion = (message: Message, rules: ReadingRules = {}): MessageQuestion => {
  const { earshot, hearsBots = false, viewer } = rules;
  if (!isWritten(message) || (isAutomatic(message) && !hearsBots)) return { is: 'nothing' };
  const cause = findCalling(message, earshot);
  if (!cause) return { is: 'nothing' };
  // Nobody is told how to ask who perhaps didn't want to.
  const isUnmeant = cause === 'place';
  if (message.inGuild() && isEmptied(message))
    return isUnmeant ? { is: 'nothing' } : { is: 'unread', isVoice: isVoiceMessage(message) };
  const seen = makeAuthorVisibility(message, viewer);
  const text = readText(message, seen);
  const material = readMaterial(message, seen);
  const isEmpty = isBlank(text) && material.quotes.length === 0 && material.files.length === 0;
  if (!isEmpty) return { is: 'question', text, ...material };
  return { is: isUnmeant ? 'nothing' : 'blank' };
};

/** What the author of a message sees, or another member who is behind it. */
export const makeAuthorVisibility = (
  { client, guild, channelId, author, member }: Message,
  viewer: GuildMember | null = member,
): Visibility => makeVisibility({ client, guild, channelId, user: viewer?.user ?? author, member: viewer });

/** What came with a message: its own files first, then the message that it replies to or forwards, with its files. */
const readMaterial = (message: Message, seen: Visibility): Material => {
  const isVoice = isVoiceMessage(message);
  const own = readSentFiles(message.attachments?.values() ?? [], { of: 'question', isVoice });
  const replied = findRepliedMessage(message);
  const quoted = replied ? readQuotedMessage(replied, 'reply', seen) : readReference(message, seen);
  const { author, origin } = quoted;
  return {
    quotes: [...readOwnExtras(message, seen), ...quoted.quotes],
    files: [...own, ...quoted.files],
    author,
    origin,
  };
};

/** What a message refers to that Discord didn't send along with it as a whole: a reply's message may be deleted, say. */
const readReference = (message: Message, seen: Visibility): Material => {
  if (message.type !== MessageType.Reply) return readForward(message, seen);
  const { repliedUser } = message.mentions;
  const from = repliedUser && { id: repliedUser.id, name: repliedUser.displayName };
  return { quotes: [{ is: 'reply', text: '', isHidden: true, ...(from && { from }) }], files: [] };
};

const readText = (message: Message, seen: Visibility): string => {
  const role = findOwnRole(message);
  const mine = new RegExp(`<@!?${message.client.user.id}>${role ? `|<@&${role}>` : ''}`, 'g');
  const rest = (message.content ?? '').replaceAll(mine, ' ').replace(/[^\S\n]{2,}/g, ' ');
  return nameReferences(rest, seen).trim();
};

const isVoiceMessage = ({ flags }: Message): boolean => flags?.has(MessageFlags.IsVoiceMessage) ?? false;

/** Whether Discord removed the content, as it does from messages that a bot isn't allowed to read. */
const isEmptied = ({ content, attachments, stickers, poll, messageSnapshots }: Message): boolean =>
  !content && !attachments.size && !stickers.size && !poll && !messageSnapshots?.size;
