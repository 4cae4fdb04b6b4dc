import {
  type Channel,
  ChannelType,
  type Client,
  type GuildTextThreadManager,
  type Message,
  type NewsChannel,
  type TextChannel,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import type { Deed, ToolHands } from '../../tools/hands.ts';
import { DiscordErrorCode, isRefusedWith } from '../gateway/api-errors.ts';
import { findWritableChannel } from '../gateway/writable-channel.ts';
import { toCreatePayload } from '../outbound/reply-target.ts';

/** How far back a message is looked for. Discord gives a hundred at once. */
const MOST_LOOKED_AT = 100;

type Deeds = Pick<ToolHands, 'findMessage' | 'startPoll' | 'pinMessage' | 'startThread' | 'canHaveThreads'>;

/** Where Parley would have to be allowed more. */
const LACKING = [
  DiscordErrorCode.missingPermissions,
  DiscordErrorCode.missingAccess,
  DiscordErrorCode.lockedThread,
  DiscordErrorCode.archivedThread,
];

/** What a refusal of Discord's means. @throws what isn't one */
export const toDeed = (error: unknown): Deed => {
  if (isRefusedWith(error, ...LACKING)) return { is: 'refused', why: 'lacks' };
  if (isRefusedWith(error, DiscordErrorCode.unknownMessage, DiscordErrorCode.unknownChannel))
    return { is: 'refused', why: 'gone' };
  throw error;
};

/** What is done in channels, one request each. */
export const makeChannelDeeds = (client: Client): Deeds => ({
  async findMessage({ channel: id }, choice, { question }) {
    const channel = await findWritableChannel(client, id);
    if (!('messages' in channel)) return undefined;
    if (choice.is === 'answer' || choice.is === 'words') {
      const before = question === undefined ? {} : { before: question };
      const all = await channel.messages.fetch({ limit: MOST_LOOKED_AT, cache: false, ...before });
      const words = choice.is === 'words' ? choice.words : undefined;
      const isMeant = words === undefined ? isAnswer : (one: Message) => hasWords(one, words);
      return toSpot(all.find((message) => !message.system && isMeant(message)));
    }
    if (question === undefined) return undefined;
    const asked = await channel.messages.fetch(question).catch(forgetUnknown);
    if (choice.is === 'question' || !asked) return toSpot(asked);
    const { messageId, channelId } = asked.reference ?? {};
    return messageId === undefined || channelId !== id
      ? undefined
      : toSpot(await channel.messages.fetch(messageId).catch(forgetUnknown));
  },
  async startPoll(place, { question, answers, hours, isMultiple }) {
    const channel = await findWritableChannel(client, place.channel);
    const poll = {
      question: { text: question },
      answers: answers.map((text) => ({ text })),
      duration: hours,
      allowMultiselect: isMultiple,
    };
    const { content: _content, flags: _flags, ...payload } = toCreatePayload({ content: '' });
    return channel.send({ ...payload, poll }).then(() => ({ is: 'done' }) as const, toDeed);
  },
  async pinMessage(place, message) {
    const channel = await findWritableChannel(client, place.channel);
    return channel.messages.pin(message).then(() => ({ is: 'done' }) as const, toDeed);
  },
  async startThread(place, name, message) {
    const channel = await findWritableChannel(client, place.channel);
    if (!hasThreads(channel)) return { is: 'refused', why: 'elsewhere' };
    const threads = channel.threads as GuildTextThreadManager<ChannelType.PublicThread>;
    const how = { name, autoArchiveDuration: ThreadAutoArchiveDuration.OneDay };
    const isPublic = channel.type === ChannelType.GuildText && { type: ChannelType.PublicThread as const };
    return threads
      .create({ ...how, ...(message === undefined ? isPublic : { startMessage: message }) })
      .then(({ id: opened }) => ({ is: 'done', channel: opened }) as const, toDeed);
  },
  async canHaveThreads({ channel: id }) {
    return hasThreads(await findWritableChannel(client, id));
  },
});

/**
 * Whether a thread can begin in a channel (Discord docs, resources/channel, "Channel types"): in none that is a thread itself, as a
 * post of a forum is, and not in the chat of a voice channel.
 */
const hasThreads = (channel: Channel): channel is TextChannel | NewsChannel =>
  channel.type === ChannelType.GuildText || channel.type === ChannelType.GuildAnnouncement;

/** An answer of Parley's, and not a question of a tool. */
const isAnswer = ({ author, client, components, content }: Message): boolean =>
  author.id === client.user.id && content !== '' && !JSON.stringify(components).includes('"tools:');

/** Whether a message has these words, whatever their case. */
const hasWords = ({ content }: Message, words: string): boolean => content.toLowerCase().includes(words.toLowerCase());

const toSpot = (message: Message | undefined) => message && { id: message.id, link: message.url };

const forgetUnknown = (error: unknown): undefined => {
  if (isRefusedWith(error, DiscordErrorCode.unknownMessage)) return undefined;
  throw error;
};
