import { cleanContent, type Message, MessageType, PermissionFlagsBits } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Person } from '../conversation/people.ts';
import type { Turn } from '../conversation/turn.ts';
import { told, UserError } from '../errors.ts';
import { show } from './answer.ts';
import { addressOf, type Owning } from './home.ts';
import { MessagePlace } from './message-place.ts';
import { loggable } from './refusal.ts';

/** The one thing that a mention asks of a conversation. Throws a {@link UserError} when nothing can be asked now. */
export type Askable = { ask(channel: string, question: { id?: string; person: Person; text: string }): Turn };

/** What answering a message needs. */
export type Listening = { conversations: Askable; ownership: Owning; clock: Clock; log: Logger };

const HINT = 'Yes? Write your question in the same message, or use /ask.';

/**
 * Answers a message if it asks the bot something: it mentions the bot, replies to it, or is a direct message. Nothing else
 * is looked at. It never rejects.
 */
export const heard = async (message: Message, { conversations, ownership, clock, log }: Listening): Promise<void> => {
  const about = log.child({ message: message.id, channel: message.channelId });
  try {
    const text = question(message);
    if (text === undefined) return;
    const place = placeFor(message, clock);
    if (!place) return about.debug('asked where the bot may not write');
    if (!(await ownership.enter(addressOf(message)))) return about.debug('another process answers this message');
    await answer(text, message, place, { conversations, ownership, clock, log: about });
  } catch (error) {
    about.error({ err: loggable(error) }, 'a message could not be answered');
  }
};

const answer = async (
  text: string,
  message: Message,
  place: MessagePlace,
  { conversations, ownership, clock, log }: Listening,
): Promise<void> => {
  const { id, channelId } = message;
  try {
    if (text === '') throw new UserError(HINT);
    const turn = conversations.ask(channelId, { id, person: asker(message), text });
    await show(turn, place, { mayTalk: () => ownership.holds(channelId), clock, log });
  } catch (error) {
    if (!(error instanceof UserError))
      log.error({ event: 'question.not_asked', err: loggable(error) }, 'a question could not be asked');
    await place.next({ content: told(error) });
  }
};

/**
 * What a message asks the bot, without the mention of it and with all other mentions as names; empty if it asks nothing
 * in words. Nothing if the message is not for the bot, or was written by a bot, a webhook or Discord itself.
 */
export const question = (message: Message): string | undefined => {
  const { author, webhookId, type, client, channel } = message;
  const isSaid = type === MessageType.Default || type === MessageType.Reply;
  if (author.bot || webhookId !== null || !isSaid || !isForMe(message)) return undefined;
  // Without the privileged intent Discord empties messages that do not mention the bot.
  if (message.content === '' && message.inGuild()) return undefined;
  const role = myRole(message);
  const mine = new RegExp(`<@!?${client.user.id}>${role ? `|<@&${role}>` : ''}`, 'g');
  const rest = message.content.replaceAll(mine, ' ').replace(/[^\S\n]{2,}/g, ' ');
  return cleanContent(rest, channel).trim();
};

const isForMe = (message: Message): boolean => {
  const { client, mentions, type } = message;
  if (!message.inGuild()) return true;
  const role = myRole(message);
  const isReply = type === MessageType.Reply && mentions.repliedUser?.id === client.user.id;
  return isReply || mentions.users.has(client.user.id) || (role !== undefined && mentions.roles.has(role));
};

/** The role that Discord made for the bot; people pick it from the same list as the bot itself. */
const myRole = ({ guild }: Message): string | undefined => guild?.members.me?.roles.botRole?.id;

const asker = ({ author, member }: Message): Person => ({
  id: author.id,
  name: member?.displayName ?? author.displayName,
});

/** Where to answer; nothing if the bot may not write there. */
const placeFor = (message: Message, clock: Clock): MessagePlace | undefined => {
  const { channel, client } = message;
  if (!channel.isSendable()) return undefined;
  const { id } = message;
  if (channel.isDMBased()) return new MessagePlace(channel, clock, { id, replyTo: id });
  const rights = channel.permissionsFor(client.user);
  const right = channel.isThread() ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  if (!rights?.has(PermissionFlagsBits.ViewChannel) || !rights.has(right)) return undefined;
  // A reply needs the right to read what it replies to.
  const replyTo = rights.has(PermissionFlagsBits.ReadMessageHistory) ? id : undefined;
  return new MessagePlace(channel, clock, { id, replyTo });
};
