import { ChannelType, type Message, type PublicThreadChannel } from 'discord.js';
import type { Logger } from 'pino';
import { toBareLine } from '../../conversation/people/person.ts';
import { toLoggable } from '../gateway/api-errors.ts';

/** How long the name of a thread is at most, in characters; Discord takes a hundred. */
const MOST_TITLE = 60;

/** A thread rests after a day without a message, in minutes. */
const RESTS_AFTER = 1_440;

/** Where a thread can be opened for a message. */
const OPENABLE: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];

/** Whether a question that was asked here may get a thread. */
export const canHaveThread = ({ channel }: Message): boolean => OPENABLE.includes(channel.type);

/**
 * Opens a thread for the answer to a message, with the question's beginning as its name. Resolves to nothing if Discord
 * refuses, for instance because the bot isn't allowed to, or the message has a thread already; then it's answered where it
 * stands. Never rejects.
 */
export const openQuestionThread = async (
  message: Message,
  question: string,
  log: Logger,
): Promise<PublicThreadChannel | undefined> => {
  try {
    const thread = await message.startThread({ name: toTitle(question), autoArchiveDuration: RESTS_AFTER });
    // In a text channel, a thread that begins with a message is public.
    return thread as PublicThreadChannel;
  } catch (error) {
    log.info(
      { event: 'thread.not_opened', err: toLoggable(error) },
      'a thread for a question could not be opened, so it is answered in the channel',
    );
    return undefined;
  }
};

const toTitle = (question: string): string => {
  const letters = [...toBareLine(question, '_')];
  const title =
    letters.length > MOST_TITLE
      ? `${letters
          .slice(0, MOST_TITLE - 1)
          .join('')
          .trimEnd()}…`
      : letters.join('');
  return title || '…';
};
