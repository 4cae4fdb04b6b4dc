import { type Message, MessageType } from 'discord.js';

/**
 * What counts as said to Parley, besides what mentions it, replies to it or is written to it directly. Without the
 * privileged intent for the content of messages, nothing does.
 */
export type Earshot = {
  /** Whether people here needn't mention it. */
  unmentioned: boolean;
  /** Whether they needn't do so in threads that it has opened. */
  ownThreads: boolean;
  /** The names that call it at the beginning of a message, without @. */
  names: readonly string[];
};

/** Whether a message is for Parley, and by what. `ping`: it was mentioned or replied to, or the message is a direct one. */
export const findCalling = (message: Message, earshot: Earshot | undefined): 'ping' | 'name' | 'place' | undefined => {
  if (!message.inGuild() || isPing(message)) return 'ping';
  if (!earshot) return undefined;
  if (isCalled(message.content ?? '', earshot.names)) return 'name';
  return isHeard(message, earshot) && !isForOthers(message) ? 'place' : undefined;
};

/** The role that Discord made for the bot, if it's mentioned: people pick it from the same list as the bot itself. */
export const findOwnRole = ({ mentions, client }: Message): string | undefined =>
  mentions.roles.find(({ tags }) => tags?.botId === client.user.id)?.id;

const isPing = (message: Message): boolean => {
  const { client, mentions, type } = message;
  const isReply = type === MessageType.Reply && mentions.repliedUser?.id === client.user.id;
  return isReply || mentions.users.has(client.user.id) || findOwnRole(message) !== undefined;
};

const isHeard = ({ channel, client }: Message, { unmentioned, ownThreads }: Earshot): boolean =>
  unmentioned || (ownThreads && channel.isThread() && channel.ownerId === client.user.id);

/** Whether a message is for somebody else: it mentions or answers them, and not Parley. */
const isForOthers = ({ mentions, type }: Message): boolean =>
  type === MessageType.Reply || mentions.users.size > 0 || mentions.roles.size > 0 || mentions.everyone;

/**
 * Whether a text begins with one of the names, as a word of its own. Case and accents don't count, but each letter does:
 * people who type a name spell it right, and must not be answered for a word that resembles it.
 */
export const isCalled = (text: string, names: readonly string[]): boolean => {
  const start = plain(text.trimStart().slice(0, MOST_START));
  return names.map((name) => plain(name.trim())).some((name) => name !== '' && isWordAt(start, name));
};

/** Longer than any name with all its accents, in characters. */
const MOST_START = 200;

const isWordAt = (start: string, name: string): boolean =>
  start.startsWith(name) && !/^[\p{L}\p{N}\p{M}_]/u.test(start.slice(name.length));

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
