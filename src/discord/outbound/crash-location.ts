import { type Collection, type Message, PermissionFlagsBits, type SendableChannels, SnowflakeUtil } from 'discord.js';
import type { UnfinishedAnswer } from '../../conversation/recovery/crash-recovery.ts';
import type { AnswerLocation } from '../../conversation/turns/answer-view.ts';
import { DiscordErrorCode, isRefusedWith, TOKEN_GONE_CODES } from '../gateway/api-errors.ts';
import { isUnfinished } from './answer-buttons.ts';

/** This many messages after a page may hold the pages that follow it. */
export const MOST_FURTHER = 20;

/** Our clock is ahead of Discord's by no more than this, in milliseconds. */
const MOST_AHEAD = 60_000;

/** The most messages that Discord returns at once (Discord docs, resources/message, "Get Channel Messages"). */
const MOST_FETCHED = 100;

/**
 * Finds the message where a crashed answer has to be completed, and which of its `pages` that shows: what is known of the answer's own
 * words. Resolves to nothing if no message shows the answer, or if the question has been answered again since.
 *
 * @throws Discord's error if the messages can't be read
 */
export const locateCrashedAnswer = async (
  channel: SendableChannels,
  answer: UnfinishedAnswer,
  pages: readonly string[],
): Promise<AnswerLocation | undefined> => {
  const seen = answer.shown ?? (await findByButton(channel, answer, pages));
  // What another process had to end isn't in the transcript, and that one may have written there since, however it ended.
  const isRecorded = answer.number > 0;
  const isWhole = isRecorded && answer.ended === 'complete';
  return seen && (isWhole || (await isUntouched(channel, seen.message, { answer, pages }))) ? seen : undefined;
};

/**
 * The bot's own messages after that one; they may hold further pages. There are none where the bot isn't allowed to read
 * them. @throws Discord's error
 */
export const readOwnMessages = async (channel: SendableChannels, after: string, limit: number): Promise<Message[]> => {
  const { user } = channel.client;
  if (!mayRead(channel)) return [];
  const found: Collection<string, Message> = await channel.messages.fetch({ after, limit });
  return [...found.values()].filter(({ author, content }) => author.id === user.id && content !== '');
};

/**
 * Finds the message of an answer whose process died before it learned the message's id. It's known by its Stop button,
 * which every answer loses when it ends properly.
 */
const findByButton = async (
  channel: SendableChannels,
  answer: UnfinishedAnswer,
  pages: readonly string[],
): Promise<AnswerLocation | undefined> => {
  // What a button asked for has an id of our own, which says nothing to Discord.
  const isDiscords = answer.id !== undefined && /^\d+$/.test(answer.id);
  const id = isDiscords ? answer.id : `${SnowflakeUtil.generate({ timestamp: answer.at - MOST_AHEAD })}`;
  const since = await readOwnMessages(channel, `${id}`, MOST_FETCHED);
  const message = since.find((one) => isUnfinished(one, answer));
  if (!message) return undefined;
  const page = pages.findLastIndex((one) => one.startsWith(message.content));
  return { message: message.id, page: Math.max(0, page) };
};

/**
 * The last message of an answer, which alone has buttons: the first one, or of the bot's own messages after that the last one before a
 * reply to something else.
 */
export const findLastPage = (first: Message, further: readonly Message[]): Message => {
  if (first.components.length > 0) return first;
  const next = further.toSorted((one, other) => one.createdTimestamp - other.createdTimestamp);
  const other = next.findIndex(({ reference, interactionMetadata }) => reference ?? interactionMetadata);
  return next.slice(0, other < 0 ? undefined : other).at(-1) ?? first;
};

/** See {@link findLastPage}, as far as the bot may read. */
export const readLastPage = async (channel: SendableChannels, first: Message): Promise<Message> => {
  if (first.components.length > 0) return first;
  return findLastPage(first, await readOwnMessages(channel, first.id, MOST_FURTHER).catch(() => []));
};

/**
 * Whether people still see what the dead process left. If they do, its Stop button is still there, or it was just about to send the next
 * page: for a moment a growing answer has no button, because the last page loses it first. Another process may have answered again in
 * the same message and died before that was recorded.
 */
const isUntouched = async (
  channel: SendableChannels,
  message: string,
  { answer, pages }: { answer: UnfinishedAnswer; pages: readonly string[] },
): Promise<boolean> => {
  if (!mayRead(channel)) return true;
  try {
    const first = await channel.messages.fetch({ message, force: true });
    const further = await readOwnMessages(channel, message, MOST_FURTHER);
    if ([first, ...further].some((one) => isUnfinished(one, answer))) return true;
    const last = findLastPage(first, further);
    // What was stored of it may be a little more or less than what people see.
    const isItsOwn = pages.some((page) => page.startsWith(last.content) || last.content.startsWith(page));
    return last.components.length === 0 && isItsOwn;
  } catch (error) {
    return !isRefusedWith(error, ...TOKEN_GONE_CODES, DiscordErrorCode.unknownMessage);
  }
};

/** Whether the bot is allowed to read older messages. */
const mayRead = (channel: SendableChannels): boolean =>
  channel.isDMBased() ||
  channel.permissionsFor(channel.client.user)?.has(PermissionFlagsBits.ReadMessageHistory) === true;
